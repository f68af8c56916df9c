package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results are whole, or nothing looks as if they were. */
class OutputTest {
  private static final String SHORT =
      """
      node a, b
      link a -- b { delay 1ms }
      flow f = udp a -> b:9 { rate 80mbit; size 1000B; start 0s; stop 1s }
      expect f.lost == 0
      """;

  private static final String LONG =
      """
      node a, b
      link a -- b { delay 1ms }
      ping p = a -> b { count 65000; every 50ms; size 1000B }
      """;

  @TempDir Path directory;

  @BeforeEach
  void writeScenarios() {
    Lab.write(directory, "short.scn", SHORT);
    Lab.write(directory, "long.scn", LONG);
    Lab.write(directory, "matrix.scn", "param i = 1, 2, 3\n" + LONG);
  }

  private static void sentence(Program.Finished run, int exitCode, String... words) {
    run.spokeToPeople();
    assertThat(run.exitCode()).as("%s", run).isEqualTo(exitCode);
    assertThat(run.err()).contains(words).hasSizeLessThan(400);
    assertThat(run.out()).doesNotContain("met");
  }

  @Test
  void aDirectoryThatCannotBeMade() {
    sentence(Program.in(directory).run("run", "short.scn", "--out", "/proc/x"), 2, "/proc/x");
    sentence(
        Program.in(directory).run("run", "short.scn", "--out", "short.scn/x"), 2, "short.scn/x");
    sentence(Program.in(directory).run("run", "short.scn", "--out", "short.scn"), 2, "is a file");
  }

  @Test
  void aDirectoryThatBelongsToSomebodyElse() throws IOException {
    assumeTrue(Users.isRoot(), "only root can become somebody else");
    Path locked = Files.createDirectory(directory.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Program nobody = Program.in(directory).under(Users.NOBODY).from(Users.readableJar(directory));
    sentence(
        nobody.run("run", "short.scn", "--out", "locked/x"), 2, "locked/x", "permission denied");
    sentence(nobody.run("run", "short.scn"), 2, "lockstep-out/short", "permission denied");
  }

  @Test
  void aDirectoryWithOtherPeoplesFilesIsLeftAlone() throws IOException {
    Path home = Files.createDirectory(directory.resolve("home"));
    Lab.write(home, "diary.txt", "dear diary");
    sentence(Program.in(directory).run("run", "short.scn", "--out", "home"), 2, "home");
    assertThat(home.resolve("diary.txt")).hasContent("dear diary");
    assertThat(home.toFile().list()).containsExactly("diary.txt");
  }

  @Test
  void aFullDisk() throws IOException {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(Users.canMount(disk), "this system lets nobody mount a small disk");
    String script =
        "mount -t tmpfs -o size=1m tmpfs disk && \"$@\"; code=$?; ls disk/out > files; exit $code";
    Program.Finished run =
        Program.in(directory)
            .under("unshare", "-m", "sh", "-c", script, "sh")
            .run("run", "short.scn", "--out", "disk/out");
    sentence(run, 4, "The disk is full: cannot write disk/out/capture.pcapng");
    assertThat(Lab.text(directory.resolve("files"))).contains("INCOMPLETE").doesNotContain("json");
  }

  @Test
  void aFileThatMayNotGrow() throws IOException {
    Program.Finished warm = Program.in(directory).run("run", "short.scn", "--out", "warm");
    assertThat(warm.exitCode()).as("with the kernels unpacked: %s", warm).isZero();
    Program.Finished run =
        Program.in(directory)
            .under("sh", "-c", "ulimit -f 2048; exec \"$@\"", "sh")
            .withJvm("-XX:-UsePerfData")
            .run("run", "short.scn", "--out", "out");
    sentence(run, 4, "out/capture.pcapng");
    assertThat(BadInputTest.results(directory.resolve("out"))).isEmpty();
    assertThat(directory.resolve("out/INCOMPLETE")).exists();
  }

  @Test
  void aReportThatCannotBeWritten() {
    Program program = Program.in(directory).under("sh", "-c", "exec \"$@\" >/dev/full", "sh");
    sentence(program.run("run", "short.scn"), 4, "Cannot write to standard output: No space left");
  }

  @Test
  void aReaderThatHasSeenEnough() {
    String script = "\"$@\" | true; exit ${PIPESTATUS[0]}";
    Program.Finished run =
        Program.in(directory).under("bash", "-c", script, "bash").run("run", "short.scn");
    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void controlC() throws Exception {
    interrupt("long.scn", directory.resolve("out/capture.pcapng.part"));
  }

  @Test
  void controlCInAMatrix() throws Exception {
    interrupt("matrix.scn", directory.resolve("out/i=1/capture.pcapng.part"));
  }

  private void interrupt(String scenario, Path capture) throws Exception {
    Program.Running running =
        Program.in(directory)
            .under("env", "--default-signal=INT")
            .start("run", scenario, "--out", "out");
    for (int i = 0; i < 600 && !(Files.exists(capture) && Files.size(capture) > 100_000); i++) {
      assertThat(running.process().waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    running.interrupt();
    sentence(running.await(), 130, "Interrupted; the results are incomplete.");
    assertThat(BadInputTest.results(directory.resolve("out"))).isEmpty();
    assertThat(directory.resolve("out/INCOMPLETE")).exists();
  }

  @Test
  void theNextRunPutsThingsRight() throws IOException {
    Path out = Files.createDirectory(directory.resolve("out"));
    Lab.write(out, "INCOMPLETE", "Lockstep did not finish writing the results of this run.\n");
    Lab.write(out, "capture.pcapng.part", "half");
    Program.Finished run = Program.in(directory).run("run", "short.scn", "--out", "out");
    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder(
            "capture.pcapng", "log", "report.html", "result.json", "series.json");
  }
}
