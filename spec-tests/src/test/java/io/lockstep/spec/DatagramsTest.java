package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.engine.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Datagrams are received in blocks, unless somebody wants to see each of them: what is known of a
 * flow must not depend on that.
 */
class DatagramsTest {
  private static final String FLOWS =
      """
      scenario "flows of datagrams"
      seed 3
      node a, b, c
      link wire = a 10.0.0.1/24 -- b 10.0.0.2/24 {
        rate 10mbit; delay 5ms; jitter 2ms; loss 2%; duplicate 3%; reorder 4%; corrupt 1%
        queue 20 packets
      }
      lan floor = a 10.1.0.1/24, b 10.1.0.2/24, c 10.1.0.3/24 { rate 100mbit; delay 1ms }
      flow many = udp a -> b:4000 { rate 2mbit; size 100B; count 2000; parallel 3 }
      flow other = udp c -> b:4000 { rate poisson(300kbit); size 60B; duration 1500ms }
      flow both = udp a -> b:4001 { rate 400kbit; size uniform(16B, 900B); duration 2s; direction both }
      flow ours = raw a -> b { protocol 253; rate 256kbit; size 500B; count 300 }
      flow frames = packet a.eth1 -> c.eth0 { ethertype 0x88b5; rate 800kbit; size 100B; count 900 }
      flow news = udp a -> 239.1.2.3:5000 {
        rate 800kbit; size 100B; count 1500; receivers [b, member(c, 300ms, 900ms)]
      }
      flow gone = udp a -> b:4002 { rate 800kbit; size 100B; count 1000 }
      at 500ms { stop gone }
      """;

  private static final String WATCHED =
      """
      sample many.received
      expect many.completed and news.completed
      """;

  private static JsonNode activities(Lab.Run run) {
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
    return run.result().get("activities");
  }

  @Test
  void areTheSameWhetherSomebodyLooksOrNot(@TempDir Path directory) {
    Lab lab = new Lab(directory);
    Lab.Run seldom = lab.run(FLOWS);
    Lab.Run always = lab.run(FLOWS + WATCHED);
    assertThat(activities(seldom)).isEqualTo(activities(always)).hasSize(7);
    assertThat(seldom.activity("many").get("metrics").get("reordered").asInt()).isPositive();
    assertThat(seldom.activity("many").get("metrics").get("duplicated").asInt()).isPositive();
  }

  @Test
  void areCountedWhenSomebodyAsks(@TempDir Path directory) {
    // One each 8 ms, and 5 ms on their way; the first two wait for ARP.
    Lab.Run run =
        new Lab(directory)
            .run(
                """
                scenario "asked in between"
                node a, b
                link wire = a -- b { delay 5ms }
                flow voice = udp a -> b:4000 { rate 160kbit; size 160B; count 100; start 100ms }
                expect voice.received == 0 at 114ms
                expect voice.received == 2 at 116ms
                expect voice.received == 9 at 172ms
                expect voice.received == 10 at 178ms
                expect voice.duration > 796ms and voice.duration < 798ms
                """);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  @Test
  void areAllInASeries(@TempDir Path directory) {
    Lab.Run run =
        new Lab(directory)
            .run(
                """
                scenario "each of them is a point"
                node a, b
                link wire = a -- b { rate 10mbit; delay 5ms }
                flow voice = udp a -> b:4000 { rate 160kbit; size 160B; count 400 }
                flow bulk = tcp a -> b:80 { send 300KB; start 4s }
                sample voice.received, bulk.received
                expect voice.received == 400
                """);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
    assertThat(points(run, "voice.received")).isBetween(399, 403);
    // As many as segments with data, or nearly.
    assertThat(points(run, "bulk.received")).isGreaterThan(150);
  }

  private static int points(Lab.Run run, String series) {
    for (JsonNode one : Lab.json(run.directory().resolve("series.json")).get("series")) {
      if (one.get("id").asText().equals(series)) {
        return one.get("values").size();
      }
    }
    throw new AssertionError("no series " + series);
  }
}
