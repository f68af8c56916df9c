package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kernels with checkers, which take a quarter of an hour to build: what needs one runs only if it is
 * there, named as here. The patch beside the scenario brings in what the checker is to find.
 */
class CheckersTest {
  private static final Path CHECKERS =
      Program.property("lockstep.checkers.directory", "checkers");
  private static final String UBSAN = "ubsan612";
  private static final String UBSAN_BUILD =
      "kernel build --source debian:6.12 --sanitizer ubsan --name ";
  private static final Path SHIFT = CHECKERS.resolve("icmp-extended-echo-shift");

  @TempDir Path directory;

  private Lab.Run run(String kernel) {
    return Lab.runFile(
        SHIFT.resolve("scenario.scn"), directory.resolve("out"),
        options -> options.withKernel(kernel));
  }

  @Test
  void anOrdinaryKernelMeetsAll() {
    Lab.Run run = run("linux-6.12");
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  @Test
  void aHealthyKernelWithUbsanMeetsAll() {
    BuiltKernels.need(UBSAN, UBSAN_BUILD + UBSAN);
    Lab.Run run = run(UBSAN);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  @Test
  void ubsanFindsAShiftThatNothingElseShows() {
    String broken = UBSAN + "-icmp";
    BuiltKernels.need(
        broken,
        UBSAN_BUILD + broken + " --patch spec-tests/" + CHECKERS.relativize(SHIFT)
            + "/linux-6.12.patch");
    Lab.Run run = run(broken);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(run.result().get("expectations").get(0).get("status").asText()).isEqualTo("met");
    assertThat(run.console())
        .contains("expect no warning of a kernel")
        .contains("UBSAN: shift-out-of-bounds in ../tree/net/ipv4/icmp.c:")
        .contains("shift exponent 43 is too large for 32-bit type 'int'");
  }
}
