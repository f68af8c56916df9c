package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.ExitCode;
import io.lockstep.engine.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shell scripts print in a node what they print on the machine itself. */
class ShellScriptsTest {
  private static final Path SCRIPTS = Path.of("src/test/resources/programs/scripts");

  @TempDir Path directory;

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void printTheSame(Path script) throws Exception {
    Path copy = Files.copy(script, directory.resolve("script.sh"));
    Path scenario =
        Lab.write(
            directory,
            "scenario.scn",
            """
            node a { file "/root/script.sh" from "script.sh" }
            exec x = on a "bash script.sh 2>&1; echo status $?"
            expect x.exit == 0
            """);
    Lab.Run run = Lab.runFile(scenario, directory.resolve("out"), RunOptions::allowExec);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
    assertThat(Files.readString(directory.resolve("out/programs/a/x.stdout")))
        .isEqualTo(here(copy));
  }

  private String here(Path script) throws Exception {
    Path home = Files.createDirectory(directory.resolve("home"));
    Path output = directory.resolve("output");
    // Tests in the background may ignore SIGINT; programs of a node do not inherit that.
    Process process =
        new ProcessBuilder(
                "env", "--default-signal", "-i",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "LANG=C.UTF-8", "TZ=UTC", "HOME=" + home, "SHELL=/bin/sh", "USER=root",
                "LOGNAME=root", "sh", "-c", "bash " + script.toAbsolutePath() + " 2>&1; echo status $?")
            .directory(home.toFile())
            .redirectInput(new java.io.File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readString(output);
  }
}
