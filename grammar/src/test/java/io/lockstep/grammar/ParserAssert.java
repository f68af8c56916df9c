package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Span;
import java.util.stream.Collectors;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;

/** What every test of the parser asks. */
final class ParserAssert {
  private static final RecursiveComparisonConfiguration WITHOUT_SPANS =
      RecursiveComparisonConfiguration.builder()
          .withIgnoredFieldsOfTypes(Span.class)
          .withStrictTypeChecking(true)
          .build();

  private ParserAssert() {}

  /** The tree of a valid text, after checking that it survives formatting. */
  static ScenarioFile parse(String text) {
    ScenarioFile tree = parseOnce("test.scn", text);
    String formatted = Scenarios.format(tree);
    ScenarioFile again = parseOnce("formatted.scn", formatted);
    assertSameTree(tree, again, formatted);
    assertThat(Scenarios.format(again)).isEqualTo(formatted);
    return tree;
  }

  /** Places apart. */
  static void assertSameTree(ScenarioFile expected, ScenarioFile actual, String description) {
    assertThat(actual.statements())
        .as(description)
        .usingRecursiveComparison(WITHOUT_SPANS)
        .isEqualTo(expected.statements());
  }

  /** Likewise, and fast. */
  static void assertEqualTrees(ScenarioFile expected, ScenarioFile actual, String description) {
    if (!SameTrees.areSame(expected.statements(), actual.statements())) {
      assertSameTree(expected, actual, description);
      throw new AssertionError("the trees differ: " + description);
    }
  }

  /** The canonical layout of a valid text. */
  static String format(String text) {
    return Scenarios.format(parse(text));
  }

  /** The tree of a valid text. */
  static ScenarioFile parseOnce(String name, String text) {
    ParseResult result = Scenarios.parse(name, text);
    assertThat(result.diagnostics()).as(render(result) + "\n" + text).isEmpty();
    return result.ast().orElseThrow();
  }

  /** All diagnostics as a user sees them. */
  static String render(ParseResult result) {
    return result.diagnostics().stream()
        .map(Diagnostic::render)
        .collect(Collectors.joining("\n"));
  }

  /** Likewise, of a text. */
  static String errors(String text) {
    return render(Scenarios.parse("test.scn", text));
  }
}
