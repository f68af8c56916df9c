package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels of different versions live in one scenario, and one scenario on different kernels. */
class KernelVersionsTest {
  @TempDir Path directory;

  @Test
  void anOldAndANewOneTalkToEachOther() {
    Lab.Run run =
        new Lab(directory)
            .run(
                """
                kernel old = linux-6.1
                kernel new = linux-6.12
                node veteran { kernel old }
                node newcomer { kernel new }
                link v4 = veteran -- newcomer { rate 1gbit; delay 500us }
                link v6 = veteran 2001:db8::1/64 -- newcomer 2001:db8::2/64 { delay 2ms }
                flow up = tcp veteran -> newcomer:80 { send 1MB; start 3s }
                flow down = tcp newcomer -> veteran:80 { send 1MB; start 3s }
                flow voice = udp newcomer -> veteran:4000 {
                  rate 64kbit; size 160B; start 3s; stop 4s
                }
                ping p = veteran -> newcomer { start 3s; count 3; every 100ms }
                expect up.received == 1MB
                expect down.received == 1MB
                expect voice.lost == 0
                expect p.received == 3
                """);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
    assertThat(run.node("veteran").get("release").asText()).startsWith("6.1.");
    assertThat(run.node("newcomer").get("release").asText()).startsWith("6.12.");
    assertThat(run.log("veteran")).contains("Linux version 6.1.");
    assertThat(run.log("newcomer")).contains("Linux version 6.12.");
  }

  @ParameterizedTest
  @CsvSource({"linux-6.1, 6.1.", "linux-6.12, 6.12."})
  void theCommandLineChoosesForNodesThatNameNone(String kernel, String release) {
    Lab.Run run =
        new Lab(directory)
            .run(
                """
                node a, b
                link a -- b { delay 10ms }
                ping p = a -> b { count 3 }
                expect p.rtt.min == 20ms
                """,
                options -> options.withKernel(kernel));
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
    assertThat(run.node("a").get("release").asText()).startsWith(release);
    assertThat(run.node("b").get("kernel").asText()).isEqualTo(kernel);
  }
}
