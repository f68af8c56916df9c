package io.lockstep.grammar.yaml;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.internal.ScenarioParser;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads and writes scenarios in YAML. */
public final class YamlScenarios {
  private YamlScenarios() {}

  /** Whether a file of that name is in YAML. */
  public static boolean isYaml(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /** Parses a text of bearable size; the places in its messages are those in the YAML. */
  public static ParseResult parse(SourceText text) {
    YamlSource source = new YamlSource(text);
    YamlProblems problems = new YamlProblems(source);
    Optional<Node> root = YamlSyntax.compose(source, problems);
    if (root.isEmpty()) {
      return problems.isEmpty()
          ? ScenarioParser.parse(new SourceText(text, "", offset -> 0))
          : nothing(text, problems);
    }
    DerivedLines lines = new DerivedLines(source, source.comments(root.get()));
    try {
      new StatementReader(source, problems, lines).contents(root.get(), text.text().length());
    } catch (BlockReader.LimitException e) {
      return nothing(text, problems);
    }
    SourceText derived = lines.finish();
    if (derived.text().isBlank() && !problems.isEmpty()) {
      return nothing(text, problems);
    }
    ParseResult result = ScenarioParser.parse(derived);
    return new ParseResult(result.ast(), problems.with(result.diagnostics()));
  }

  /** Writes a tree with its comments. */
  public static String write(ScenarioFile file) {
    return YamlWriter.write(file);
  }

  private static ParseResult nothing(SourceText text, YamlProblems problems) {
    Span all = new Span(text, 0, text.text().length());
    return new ParseResult(
        Optional.of(new ScenarioFile(ImmutableList.of(), ImmutableList.of(), all)),
        problems.with(ImmutableList.of()));
  }
}
