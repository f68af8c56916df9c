package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockstep.engine.ExitCode;
import io.lockstep.engine.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example with real programs ends well, where their packages are installed. */
class ProgramExamplesTest {
  private static final Path EXAMPLES =
      Program.property("lockstep.examples", "../examples").resolve("programs");

  @TempDir Path directory;

  static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".scn"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void meetsItsExpectations(String name) throws IOException {
    Path file = EXAMPLES.resolve(name);
    assumeTrue(
        !Files.readString(file).contains("# slow: "), () -> name + " takes too long for every run");
    List<String> missing = Packages.missing(file);
    assumeTrue(
        missing.isEmpty(), () -> name + " needs Debian packages that are absent: " + missing);
    Lab.Run run = Lab.runFile(file, directory.resolve("out"), RunOptions::allowExec);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
  }

  @Test
  void theTableNamesEveryExample() throws IOException {
    String table = Files.readString(EXAMPLES.resolveSibling("README.md"));
    for (String name : examples()) {
      assertThat(table).contains("[" + name + "](programs/" + name + ")");
      assertThat(Files.readAllLines(EXAMPLES.resolve(name)).subList(0, 2))
          .anyMatch(line -> line.equals("# verdict: met"))
          .anyMatch(line -> line.startsWith("# packages: "));
    }
  }
}
