package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How something is written does not matter, and what is elsewhere does not either. */
class SameRunTest {
  private static final String LOOPS =
      """
      scenario "the same"
      seed 5
      let n = 3
      profile router { sysctl net.ipv4.ip_forward = 1 }
      node hub : router
      node h[1..n]
      for i in 1..n {
        link spoke[i] = hub -- h[i] { rate 10mbit; delay i * 1ms; loss 2%; queue 20 packets }
        if i > 1 { ping p[i] = h[i] -> h[1] { count 20; every 50ms; start i * 100ms } }
      }
      lan office = h[1..n] { delay 5us }
      routes auto
      flow bulk = tcp h[1] -> h[n]:80 { send 300KB }
      every 1s 2 times { for i in 1..2 { set spoke[i] { delay 7ms } } }
      expect bulk.completed
      """;

  private static final String WRITTEN_OUT =
      """
      scenario "the same"
      seed 5
      node hub { sysctl net.ipv4.ip_forward = 1 }
      node h[1], h[2], h[3]
      link spoke[1] = hub -- h[1] { rate 10mbit; delay 1ms; loss 2%; queue 20 packets }
      link spoke[2] = hub -- h[2] { rate 10mbit; delay 2ms; loss 2%; queue 20 packets }
      ping p[2] = h[2] -> h[1] { count 20; every 50ms; start 200ms }
      link spoke[3] = hub -- h[3] { rate 10mbit; delay 3ms; loss 2%; queue 20 packets }
      ping p[3] = h[3] -> h[1] { count 20; every 50ms; start 300ms }
      lan office = h[1], h[2], h[3] { delay 5us }
      routes auto
      flow bulk = tcp h[1] -> h[3]:80 { send 300KB }
      at 0s { set spoke[1] { delay 7ms }; set spoke[2] { delay 7ms } }
      at 1s { set spoke[1] { delay 7ms } }
      at 1s { set spoke[2] { delay 7ms } }
      expect bulk.completed
      """;

  private static final String UNRELATED =
      """
      topology pair(d) {
        node x, y
        link wire = x -- y { delay d; loss 1% }
        ping p = x -> y { count 3; start 1ms }
      }
      use aside = pair(3ms)
      node zoe, yves
      lan elsewhere = zoe, yves { rate 1mbit }
      """;

  @TempDir Path directory;

  @Test
  void loopsAndWhatTheyStandFor() {
    Lab lab = new Lab(directory);
    Lab.Run loops = lab.run(LOOPS);
    Lab.Run plain = lab.run(WRITTEN_OUT);
    assertThat(loops.exitCode()).as(loops.console()).isEqualTo(ExitCode.MET);
    assertThat(plain.capture().lines()).hasSizeGreaterThan(500).isEqualTo(loops.capture().lines());
    assertThat(plain.result().get("fingerprint")).isEqualTo(loops.result().get("fingerprint"));
    for (String node : List.of("hub", "h-1", "h-2", "h-3")) {
      assertThat(plain.log(node)).isEqualTo(loops.log(node));
    }
  }

  @Test
  void somethingElsewhere() {
    Lab lab = new Lab(directory);
    CaptureFile one = lab.run(LOOPS).capture();
    CaptureFile other = lab.run(UNRELATED + LOOPS).capture();
    long end = Math.min(one.end(), other.end());
    CaptureFile alone = one.until(end);
    CaptureFile amid = other.until(end);
    assertThat(end).isGreaterThan(2_000_000_000L);
    for (String netdev : List.of("hub.eth0", "hub.eth1", "h[1].eth0", "h[2].eth1", "h[3].eth1")) {
      assertThat(amid.lines(netdev)).isNotEmpty().isEqualTo(alone.lines(netdev));
    }
  }
}
