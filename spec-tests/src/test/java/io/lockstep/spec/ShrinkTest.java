package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lockstep shrink}: smaller scenarios that fail in the same way. */
class ShrinkTest {
  @TempDir Path directory;

  private static final String LARGE =
      """
      scenario "A network with one bad link"
      seed 3
      # hosts behind two routers
      param cc = cubic, reno
      profile router { sysctl net.ipv4.ip_forward = 1 }
      node h[1..6] { sysctl net.ipv4.tcp_congestion_control = ${cc} }
      node r[1..2] : router
      for i in 1..3 { link h[i] -- r[1] { rate 10mbit; delay 2ms } }
      for i in 4..6 { link h[i] -- r[2] { rate 10mbit; delay 3ms } }
      link core = r[1] -- r[2] { rate 5mbit; delay 10ms; loss 5% }
      routes auto
      for i in 1..3 {
        flow f[i] = tcp h[i] -> h[i + 3]:5001 { send 200KB; start 1s }
        ping p[i] = h[i] -> h[i + 3] { count 20 }
      }
      at 2s { set core { delay 20ms } }
      expect f[1].completed by 60s
      expect p[2].lost == 0
      expect f[3].received > 0B
      """;

  @Test
  void aFailingScenarioGetsSmallAndStaysTheSameFailure() {
    Lab.write(directory, "large.scn", LARGE);
    Program program = Program.in(directory);
    Program.Finished first = program.run("shrink", "large.scn", "-o", "small.scn").spokeToPeople();
    assertThat(first.exitCode()).as("%s", first).isZero();
    assertThat(first.err()).contains("not met: expect p[2].lost == 0");
    String small = Lab.text(directory.resolve("small.scn"));
    assertThat(small)
        .startsWith("# shrunk from large.scn with cc=cubic, seed 3")
        .contains("expect p[2].lost == 0")
        .doesNotContain("flow", "scenario", "at 2s", "h[1]");
    assertThat(small.lines().filter(line -> !line.isBlank()).count())
        .as(small)
        .isLessThanOrEqualTo(12);
    Program.Finished run = program.run("run", "small.scn");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("FAILED").contains("expect p[2].lost == 0");
    assertThat(program.run("fmt", "--check", "small.scn").exitCode()).isZero();
    program.run("shrink", "large.scn", "-o", "again.scn");
    assertThat(Lab.text(directory.resolve("again.scn"))).isEqualTo(small);
  }

  @Test
  void aCrashStaysTheSameCrash() {
    Lab.write(
        directory,
        "crash.scn",
        """
        node a, b, c
        link a -- b { delay 1ms }
        link b -- c { delay 1ms }
        routes auto
        ping p = a -> c { count 10 }
        at 3s { set b { file "/proc/libos/provoke" = "BUG" } }
        at 4s { set a { file "/proc/libos/provoke" = "PANIC" } }
        expect p.received == 10
        """);
    Program.Finished run = Program.in(directory).run("shrink", "crash.scn").spokeToPeople();
    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.err()).contains("crash: panic");
    assertThat(run.out()).contains("\"BUG\"").contains("\"PANIC\"").doesNotContain("delay", "routes auto");
  }

  @Test
  void whatDoesNotFailCannotBeShrunk() {
    Lab.write(directory, "met.scn", "node a, b\nlink a -- b\nping p = a -> b\nexpect p.lost == 0\n");
    Program.Finished run = Program.in(directory).run("shrink", "met.scn").spokeToPeople();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("there is nothing to shrink");
  }
}
