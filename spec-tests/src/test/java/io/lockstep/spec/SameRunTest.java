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

  /** Much that happens at the same moment, with all kinds of traffic, links and changes. */
  private static final String BUSY =
      """
      scenario "busy"
      seed 9
      node s, r { sysctl net.ipv4.ip_forward = 1 }
      node h[1..4]
      for i in 1..4 { link w[i] = h[i] -- r { delay 1ms } }
      link up = r -- s { delay 1ms }
      lan office = h[1..4] { rate 100mbit; delay 1ms; loss 5%; jitter 50us; reorder 2% }
      set r { device red = vlan { link eth4; id 7; address 10.7.0.1/24 } }
      set s {
        device red = vlan { link eth0; id 7; address 10.7.0.2/24 }
        interface eth0 { qdisc fq }
      }
      routes auto
      for i in 1..4 {
        flow t[i] = tcp h[i] -> s:80 { send 100KB }
        flow u[i] = udp h[i] -> s:90 { rate 1mbit; size 500B; count 50 }
        ping p[i] = h[i] -> s { count 10; every 10ms }
      }
      ping tagged = r -> 10.7.0.2 { count 5; every 10ms }
      flow across = udp h[1] -> h[3]:91 { rate 1mbit; size 500B; count 200 }
      flow void = udp h[2] -> s:92 { rate 1mbit; size 500B; count 2; start 30ms }
      from 20ms to 40ms { set w[2] { loss 100% }; down s.red }
      when p[3].received > 3 { set w[3] { delay 2ms; duplicate 10% } }
      after void { start late }
      ping late = h[4] -> s { count 2 }
      """;

  /** Things that happen at the same moments on other nodes. */
  private static final String ELSEWHERE =
      """
      node y { sysctl net.ipv4.ip_forward = 1 }
      node x[1..4]
      for i in 1..4 { link v[i] = x[i] -- y { delay 1ms } }
      lan other = x[1..4] { rate 100mbit; delay 1ms; loss 5%; jitter 50us }
      set y { device b = bridge { ports eth0, eth1 }; device d = dummy { address 10.8.0.1/24 } }
      for i in 3..4 {
        flow g[i] = tcp x[i] -> y:80 { send 100KB }
        flow k[i] = udp x[i] -> y:90 { rate 1mbit; size 500B; count 50 }
        ping q[i] = x[i] -> y { count 10; every 10ms }
      }
      link far = x[1] -- x[2] { delay 3s }
      every 10ms 3 times { set v[3] { loss 10% } }
      when q[4].received > 2 { down v[4] }
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
      assertThat(amid.lines(netdev)).as(netdev).isNotEmpty().isEqualTo(alone.lines(netdev));
    }
  }

  @Test
  void muchElsewhereAtTheSameMoments() {
    Lab lab = new Lab(directory);
    String between = "  ping z[i] = x[4] -> y { count 10; every 10ms }\n  flow u[i]";
    CaptureFile one = lab.run(BUSY).capture();
    CaptureFile other = lab.run(ELSEWHERE + BUSY.replace("  flow u[i]", between)).capture();
    long end = Math.min(one.end(), other.end());
    assertThat(end).isGreaterThan(3_000_000_000L);
    for (String netdev : List.of("s.eth0", "r.eth0", "r.eth2", "r.eth4", "h[1].eth1")) {
      assertThat(other.until(end).lines(netdev))
          .as(netdev)
          .isNotEmpty()
          .isEqualTo(one.until(end).lines(netdev));
    }
  }
}
