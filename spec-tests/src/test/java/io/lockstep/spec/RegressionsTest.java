package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import io.lockstep.engine.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernels have none of the defects that the scenarios in {@code spec-tests/regressions} are
 * about. That these see the defects when a patch brings them back takes a kernel for each: {@code
 * engine/bench/regressions}.
 */
class RegressionsTest {
  private static final Path REGRESSIONS =
      Program.property("lockstep.regressions.directory", "regressions");

  @TempDir Path directory;

  static List<Arguments> regressions() throws IOException {
    String only = System.getProperty("lockstep.regressions", "");
    try (Stream<Path> files = Files.list(REGRESSIONS)) {
      return files
          .filter(Files::isDirectory)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(only))
          .sorted()
          .flatMap(RegressionsTest::kernels)
          .toList();
    }
  }

  /** A defect exists in the kernels for which there is a patch. */
  private static Stream<Arguments> kernels(String name) {
    return Stream.of("linux-6.1", "linux-6.12")
        .filter(kernel -> Files.exists(REGRESSIONS.resolve(name).resolve(kernel + ".patch")))
        .map(kernel -> Arguments.of(name, kernel));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("regressions")
  void isNotThere(String name, String kernel) throws IOException {
    Path file = REGRESSIONS.resolve(name).resolve("scenario.scn");
    List<String> missing = Packages.missing(file);
    assumeTrue(
        missing.isEmpty(), () -> name + " needs Debian packages that are absent: " + missing);
    Lab.Run run =
        Lab.runFile(
            file, directory.resolve("out"), options -> options.allowExec().withKernel(kernel));
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  @Test
  void eachTellsItsStory() throws IOException {
    for (Arguments regression : regressions()) {
      Path file = REGRESSIONS.resolve((String) regression.get()[0]).resolve("scenario.scn");
      List<String> lines = Splitter.on('\n').splitToList(Lab.text(file));
      assertThat(lines.get(0)).as("%s", file).startsWith("# culprit: ");
      assertThat(lines.get(1)).as("%s", file).startsWith("# fix: ");
      assertThat(lines.get(2)).as("%s", file).startsWith("# symptom: ");
    }
  }
}
