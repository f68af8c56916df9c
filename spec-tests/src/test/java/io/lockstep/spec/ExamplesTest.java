package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.engine.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example ends with the verdict that its first comment names. */
class ExamplesTest {
  private static final Path EXAMPLES = Program.property("lockstep.examples", "../examples");

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
  void endsAsItsFirstLineSays(String name) throws IOException {
    Path file = EXAMPLES.resolve(name);
    String verdict = Files.readAllLines(file).get(0);
    Lab.Run run = Lab.runFile(file, directory.resolve("out"), options -> options);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(expected(verdict));
    if (verdict.contains("a kernel crashed")) {
      for (JsonNode expectation : run.result().get("expectations")) {
        assertThat(expectation.get("status").asText()).as(run.console()).isEqualTo("met");
      }
    }
  }

  private static ExitCode expected(String verdict) {
    if (verdict.startsWith("# verdict: met")) {
      return ExitCode.MET;
    } else if (verdict.startsWith("# verdict: failed")) {
      return ExitCode.EXPECTATION_FAILED;
    } else if (verdict.startsWith("# verdict: a kernel crashed")) {
      return ExitCode.KERNEL_CRASHED;
    }
    throw new IllegalArgumentException("The first line names no verdict: " + verdict);
  }

  @Test
  void theTableNamesEveryExample() throws IOException {
    String table = Files.readString(EXAMPLES.resolve("README.md"));
    for (String name : examples()) {
      assertThat(table).contains("[" + name + "](" + name + ")");
    }
  }
}
