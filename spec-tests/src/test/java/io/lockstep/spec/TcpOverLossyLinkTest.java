package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.engine.ExitCode;
import io.lockstep.spec.CaptureFile.Frame;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP through a router whose link to the server has 10 mbit/s, 20 ms and 1 % loss. */
class TcpOverLossyLinkTest {
  private static final int BYTES = 4_000_000;

  private static final String SCENARIO =
      """
      seed 7
      param cc = cubic, bbr, dctcp
      profile host { sysctl net.ipv4.tcp_congestion_control = ${cc} }
      node client : host
      node server : host
      node router { sysctl net.ipv4.ip_forward = 1 }
      link access = client -- router { rate 100mbit; delay 2ms }
      link lastmile = router -- server {
        rate 10mbit
        delay 20ms
        queue 100 packets
        toward server { loss 1% }
      }
      routes auto
      flow bulk = tcp client -> server:5001 { send 4MB; start 1s }
      expect bulk.completed by 120s
      expect bulk.received == 4MB
      expect client.counter("TcpRetransSegs") > 0
      expect bulk.goodput < 10mbit
      """;

  @TempDir static Path directory;
  private static Lab.Run run;

  @BeforeAll
  static void transfer() {
    run = new Lab(directory).run(SCENARIO);
  }

  @Test
  void everyExpectationIsMet() {
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cc=cubic", "cc=bbr", "cc=dctcp"})
  void everyByteArrivesAsItWasSent(String name) {
    CaptureFile capture = CaptureFile.read(run.directory().resolve(name).resolve("capture.pcapng"));
    byte[] sent = stream(capture.sentBy("client.eth0"));
    byte[] received = stream(capture.receivedBy("server.eth0"));
    assertThat(received).isEqualTo(sent);
    Set<Integer> values = new HashSet<>();
    for (int i = 0; i < 4096; i++) {
      values.add((int) sent[i]);
    }
    assertThat(values).as("content that would show a swap").hasSizeGreaterThan(100);
  }

  @Test
  void someSegmentsAreSentAgain() {
    for (String name : List.of("cc=cubic", "cc=bbr", "cc=dctcp")) {
      JsonNode links = run.result(name).get("links");
      JsonNode lossy = Lab.named(links, "lastmile").get("a_to_b");
      assertThat(lossy.get("dropped_loss").asLong()).isBetween(10L, 100L);
      assertThat(lossy.get("sent").asLong()).isGreaterThan(BYTES / 1448);
    }
  }

  @Test
  void eachCongestionControlHasItsOwnWay() {
    double cubic = goodput("cc=cubic");
    double bbr = goodput("cc=bbr");
    double dctcp = goodput("cc=dctcp");
    assertThat(bbr).as("BBR does not take loss for congestion").isGreaterThan(1.5 * cubic);
    assertThat(dctcp).isNotEqualTo(cubic);
    assertThat(bbr).isBetween(5e6, 10e6 * 1448 / 1514);
  }

  private static double goodput(String name) {
    return Lab.named(run.result(name).get("activities"), "bulk")
        .get("metrics")
        .get("goodput_bps")
        .asDouble();
  }

  /** Puts the payload of the connection to port 5001 together by its sequence numbers. */
  private static byte[] stream(Stream<Frame> frames) {
    byte[] stream = new byte[BYTES];
    boolean[] there = new boolean[BYTES];
    long[] first = {-1};
    frames
        .filter(frame -> frame.isIpv4() && frame.u8(23) == 6 && frame.u16(36) == 5001)
        .forEach(
            frame -> {
              if ((frame.u8(47) & 2) != 0) {
                first[0] = frame.u32(38) + 1;
                return;
              }
              int header = 34 + (frame.u8(46) >> 4) * 4;
              int length = 14 + frame.u16(16) - header;
              int at = (int) (frame.u32(38) - first[0]);
              for (int i = 0; i < length; i++) {
                stream[at + i] = frame.bytes()[header + i];
                there[at + i] = true;
              }
            });
    for (int i = 0; i < BYTES; i++) {
      if (!there[i]) {
        throw new AssertionError("Byte " + i + " is missing");
      }
    }
    return stream;
  }
}
