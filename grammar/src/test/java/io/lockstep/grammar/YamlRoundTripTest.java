package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.grammar.ast.Comment;
import io.lockstep.grammar.ast.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario there is survives the way to YAML and back. */
class YamlRoundTripTest {
  static List<Path> scenarios() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    try (Stream<Path> examples = Files.walk(root.resolve("examples"));
        Stream<Path> samples = Files.walk(Path.of("src", "test", "resources"))) {
      return Stream.concat(examples, samples)
          .filter(path -> path.toString().endsWith(".scn"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void isLossless(Path path) throws IOException {
    check(Files.readString(path));
  }

  /** There and back, from a valid text. */
  static void check(String text) {
    ScenarioFile tree = ParserAssert.parse(text);
    String yaml = Scenarios.toYaml(tree);
    ParseResult result = Scenarios.parse("test.scn.yaml", yaml);
    assertThat(result.diagnostics()).as(ParserAssert.render(result) + "\n" + yaml).isEmpty();
    ScenarioFile again = result.ast().orElseThrow();
    ParserAssert.assertSameTree(tree, again, yaml);
    assertThat(comments(again)).as(yaml).isEqualTo(comments(tree));
    String formatted = withoutEmptyLines(Scenarios.format(tree));
    // In YAML there is one form for sysctls with and without a block of their own.
    if (!formatted.contains("sysctl {")) {
      assertThat(withoutEmptyLines(Scenarios.format(again))).as(yaml).isEqualTo(formatted);
    }
    assertThat(Scenarios.toYaml(again)).isEqualTo(yaml);
  }

  private static List<String> comments(ScenarioFile file) {
    return file.comments().stream().map(Comment::text).sorted().toList();
  }

  private static String withoutEmptyLines(String text) {
    return text.replaceAll("\n+", "\n");
  }
}
