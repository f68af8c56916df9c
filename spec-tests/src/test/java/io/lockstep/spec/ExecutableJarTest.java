package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar alone is enough: no build tree, no compiler, no rights, no home. */
class ExecutableJarTest {
  private static final Path EXAMPLES = Program.property("lockstep.examples", "../examples");

  @TempDir Path directory;
  private Path work;
  private Path temporary;
  private Path jar;

  @BeforeEach
  void openDirectories() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    jar = Users.readableJar(directory);
    work = open("work");
    temporary = open("temporary");
    for (String name : List.of("quickstart.scn", "two-kernels.scn")) {
      Files.copy(EXAMPLES.resolve(name), work.resolve(name));
      Files.setPosixFilePermissions(
          work.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  private Path open(String name) throws IOException {
    Path made = Files.createDirectory(directory.resolve(name));
    return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  /** With an empty environment and, if we may choose, as nobody. */
  private Program stranger(String... variables) {
    List<String> command = new ArrayList<>();
    if (Users.isRoot()) {
      command.addAll(List.of(Users.NOBODY));
    }
    command.addAll(List.of("env", "-i"));
    command.addAll(List.of(variables));
    return Program.in(work)
        .from(jar)
        .under(command.toArray(String[]::new))
        .withJvm("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData");
  }

  @Test
  void runsWithoutHomeAndLeavesNothingBehind() {
    Program.Finished run =
        stranger().withJvm("-Duser.home=/nonexistent").run("run", "quickstart.scn");
    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.out()).contains("3 of 3 expectations met");
    assertThat(run.err()).isEmpty();
    assertThat(work.resolve("lockstep-out/quickstart/capture.pcapng")).exists();
    assertThat(temporary.toFile().list()).isEmpty();
  }

  @Test
  void holdsBothKernels() {
    Program.Finished run =
        stranger("LOCKSTEP_CACHE=" + work.resolve("cache")).run("run", "two-kernels.scn");
    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.err()).isEmpty();
    Program.Finished list =
        stranger("LOCKSTEP_CACHE=" + work.resolve("cache")).run("kernel", "list");
    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).contains("linux-6.1 ", "linux-6.12");
  }

  @Test
  void runsWithAReadOnlyCache() throws IOException {
    assumeTrue(Users.isRoot(), "files of ours cannot be locked against ourselves");
    Path locked = Files.createDirectory(directory.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    Program.Finished run = stranger("HOME=" + locked).run("run", "quickstart.scn");
    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void tellsItsVersionAndItsCommands() {
    Program.Finished version = stranger().run("--version");
    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).containsPattern("\\d+\\.\\d+\\.\\d+");
    Program.Finished help = stranger().run("--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("run", "check", "kernel");
  }
}
