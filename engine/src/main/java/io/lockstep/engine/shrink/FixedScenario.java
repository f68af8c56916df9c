package io.lockstep.engine.shrink;

import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Statement;
import java.nio.file.Path;
import java.util.Map;

/** A scenario with the parameters and the seed of one of its cases written into it. */
public final class FixedScenario {
  private FixedScenario() {}

  /**
   * The text of a scenario that has just this case.
   *
   * @param file a valid scenario
   * @param parameters values as the scenario writes them
   */
  public static String of(Path file, Map<String, String> parameters, long seed) {
    ScenarioFile tree = Scenarios.parse(file).ast().orElseThrow();
    String text = Scenarios.format(tree);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text = fix(text, parameter.getKey(), parameter.getValue());
    }
    ScenarioFile now = parse(text).ast().orElseThrow();
    for (Statement statement : now.statements()) {
      if (statement instanceof Statement.Seed old) {
        return text.substring(0, old.span().start()) + "seed " + seed
            + text.substring(old.span().end());
      }
    }
    int at = 0;
    if (!now.statements().isEmpty()) {
      Statement first = now.statements().get(0);
      at = first instanceof Statement.Title ? first.span().end() : first.span().start();
    }
    String before = text.substring(0, at);
    return before + (before.isEmpty() || before.endsWith("\n") ? "" : "\n") + "seed " + seed + "\n"
        + text.substring(at);
  }

  private static ParseResult parse(String text) {
    return Scenarios.parse("fixed.scn", text);
  }

  private static String fix(String text, String name, String value) {
    for (Statement statement : parse(text).ast().orElseThrow().statements()) {
      if (statement instanceof Statement.Param parameter && parameter.name().text().equals(name)) {
        String one = "param " + name + " = " + value;
        String fixed =
            text.substring(0, parameter.span().start()) + one
                + text.substring(parameter.span().end());
        if (parse(fixed).isValid()) {
          return fixed;
        }
        String quoted = "param " + name + " = \"" + value + "\"";
        return text.substring(0, parameter.span().start()) + quoted
            + text.substring(parameter.span().end());
      }
    }
    return text;
  }
}
