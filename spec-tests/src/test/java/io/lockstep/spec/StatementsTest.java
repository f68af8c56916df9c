package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every statement and setting at work with real kernels: the smallest scenario whose expectations
 * come true only if it does what it says. They stand in {@code src/test/resources/right}, each
 * behind a line that begins with {@code =} and says what is shown.
 */
class StatementsTest {
  private static final Path TABLES = Path.of("src", "test", "resources", "right");
  private static final List<String> KERNELS = List.of("linux-6.1", "linux-6.12");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicNode> work() throws IOException {
    try (Stream<Path> files = Files.list(TABLES)) {
      return files.sorted().toList().stream().map(this::container);
    }
  }

  private DynamicNode container(Path table) {
    String name = table.getFileName().toString();
    List<DynamicTest> tests = new ArrayList<>();
    read(table)
        .forEach(
            (shown, scenario) -> {
              if (name.contains("devices")) {
                for (String kernel : KERNELS) {
                  tests.add(
                      DynamicTest.dynamicTest(
                          shown + " (" + kernel + ")", () -> check(scenario, kernel)));
                }
              } else {
                tests.add(DynamicTest.dynamicTest(shown, () -> check(scenario, KERNELS.get(1))));
              }
            });
    return DynamicContainer.dynamicContainer(name, tests);
  }

  private static Map<String, String> read(Path table) {
    Map<String, String> scenarios = new LinkedHashMap<>();
    String shown = "";
    for (String line : Lab.text(table).split("\n")) {
      if (line.startsWith("= ")) {
        shown = line.substring(2);
        assertThat(scenarios).as("twice").doesNotContainKey(shown);
        scenarios.put(shown, "");
      } else if (!shown.isEmpty()) {
        scenarios.merge(shown, line + "\n", String::concat);
      }
    }
    return scenarios;
  }

  private void check(String scenario, String kernel) {
    Lab.Run run = new Lab(directory).run(scenario, options -> options.withKernel(kernel));
    assertThat(run.exitCode()).as("%s\n%s", scenario, run.console()).isEqualTo(ExitCode.MET);
    assertThat(run.console()).as(scenario).contains("ok  ");
  }
}
