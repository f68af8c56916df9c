package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code lockstep test --coverage}. The kernel with counters takes minutes to build; so what needs
 * it runs only if it is there, named {@code cov612} or as {@code -Dlockstep.coverage.kernel} says.
 */
class CoverageTest {
  private static final String KERNEL = System.getProperty("lockstep.coverage.kernel", "cov612");
  private static final String PING =
      """
      node a, b
      link wire = a 10.0.0.1/24 -- b 10.0.0.2/24 { delay 1ms }
      ping p = a -> b { count 2 }
      expect p.received == 2
      """;
  private static final String CRASH =
      """
      node a, b
      link wire = a 10.0.0.1/24 -- b 10.0.0.2/24 { delay 1ms }
      flow f = udp a -> b:7 { rate 80kbit; count 3; size 100B; start 1s }
      at 1500ms { set b { file "/proc/libos/provoke" = "PANIC" } }
      expect f.received == 3
      """;

  @TempDir Path directory;

  private Program program() {
    return Program.in(directory);
  }

  private static void needKernel() {
    BuiltKernels.need(
        KERNEL, "kernel build --source debian:6.12 --coverage --name " + KERNEL);
  }

  @Test
  void saysHowToGetAKernelWithCoverage() {
    Lab.write(directory.resolve("s"), "ping.scn", PING);
    for (String option : new String[] {"--coverage", "--coverage=there"}) {
      // What stands behind it is a scenario, not its value.
      Program.Finished none = program().run("test", option, "s").spokeToPeople();
      assertThat(none.exitCode()).isEqualTo(2);
      assertThat(none.err()).contains("kernel build --source debian:6.12 --coverage");
    }
    Program.Finished plain =
        program().run("test", "s", "--coverage", "--kernel", "linux-6.12").spokeToPeople();
    assertThat(plain.exitCode()).isEqualTo(2);
    assertThat(plain.err()).contains("None of the kernels (linux-6.12) was built with coverage");
  }

  @Test
  void saysThatThereIsNoCoverage() {
    for (String what : new String[] {"summary .", "which . net/ipv4/tcp.c"}) {
      Program.Finished finished =
          program().run(("coverage " + what).split(" ")).spokeToPeople();
      assertThat(finished.exitCode()).isEqualTo(2);
      assertThat(finished.err()).contains("holds no coverage");
    }
  }

  @Test
  void tellsWhatTestsReach() throws IOException {
    needKernel();
    Lab.write(directory.resolve("s"), "ping.scn", PING);
    Lab.write(directory.resolve("s"), "crash.scn", CRASH);
    Program.Finished run =
        program()
            .run("test", "s", "--coverage", "--kernel", KERNEL, "--twice", "--out", "out")
            .spokeToPeople();
    assertThat(run.exitCode()).as("%s", run).isEqualTo(3);
    assertThat(run.out()).contains("net/ipv4").contains("net/mptcp");
    Path coverage = directory.resolve("out").resolve("coverage");
    assertThat(coverage.resolve("index.html")).exists();
    assertThat(Files.readString(coverage.resolve("files/net.ipv4.icmp.c.html")))
        .contains("icmp_rcv");

    // The sum over both nodes, of two echo requests and their answers.
    assertThat(which("net/ipv4/ping.c:ping_rcv")).contains("ping.scn").doesNotContain("crash.scn");
    // A kernel that has crashed has counted as well.
    assertThat(which("net/ipv4/udp.c:udp_rcv")).contains("         3  crash.scn");
    assertThat(which("net/ipv4/tcp_input.c:tcp_ack")).contains("No test reaches");
    assertThat(which("net/ipv4/af_inet.c:inet_init")).contains("No test reaches");
    Program.Finished typo =
        program().run("coverage", "which", "out", "net/ipv4/udp.c:udp_rvc").spokeToPeople();
    assertThat(typo.exitCode()).isEqualTo(2);
    assertThat(typo.err()).contains("did you mean 'udp_rcv'?");
  }

  @Test
  void goesWhereItIsWanted() {
    needKernel();
    Lab.write(directory.resolve("s"), "ping.scn", PING);
    Program.Finished run =
        program()
            .run("test", "--coverage=there", "s", "--kernel", KERNEL, "--out", "out")
            .spokeToPeople();
    assertThat(run.exitCode()).as("%s", run).isEqualTo(0);
    assertThat(directory.resolve("there/index.html")).exists();
    assertThat(directory.resolve("out/coverage")).doesNotExist();
    assertThat(program().run("coverage", "which", "there", "net/ipv4/ping.c:ping_rcv").out())
        .contains("ping.scn");
  }

  private String which(String place) {
    return program().run("coverage", "which", "out", place).spokeToPeople().out();
  }
}
