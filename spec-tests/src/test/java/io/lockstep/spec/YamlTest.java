package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every example in YAML means the same. (That the published schema fits them all is shown beside
 * the schema's generator in the grammar module.)
 */
class YamlTest {
  private static final Path EXAMPLES = Program.property("lockstep.examples", "../examples");

  @TempDir Path directory;

  static List<String> examples() throws IOException {
    return ExamplesTest.examples();
  }

  private static String yaml(String example) {
    return Scenarios.toYaml(Scenarios.parse(EXAMPLES.resolve(example)).ast().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void leadsBack(String example) {
    String text = Scenarios.format(Scenarios.parse(EXAMPLES.resolve(example)).ast().orElseThrow());
    ParseResult back = Scenarios.parse("x.scn.yaml", yaml(example));
    assertThat(back.diagnostics()).isEmpty();
    assertThat(Scenarios.format(back.ast().orElseThrow())).isEqualToIgnoringNewLines(text);
    assertThat(Scenarios.toYaml(back.ast().orElseThrow())).isEqualTo(yaml(example));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipv6-tcp.scn", "outage.scn", "policy-routing.scn", "qdiscs.scn", "tcp-lossy.scn",
        "timeline.scn", "vlan-bridge.scn"
      })
  void runsAlike(String example) throws IOException {
    Path there = directory.resolve("there");
    Path back = directory.resolve("back");
    Lab.runFile(EXAMPLES.resolve(example), there, options -> options.withoutCapture());
    Path file = Lab.write(directory, example + ".yaml", yaml(example));
    Lab.runFile(file, back, options -> options.withoutCapture());
    assertThat(fingerprints(back)).isNotEmpty().isEqualTo(fingerprints(there));
  }

  private static List<String> fingerprints(Path out) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(path -> path.endsWith("result.json")).sorted().toList()) {
        JsonNode result = Lab.json(file);
        found.add(out.relativize(file) + " " + result.get("fingerprint"));
      }
    }
    return found;
  }
}
