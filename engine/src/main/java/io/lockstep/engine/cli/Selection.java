package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.Engine;
import io.lockstep.engine.Expansion;
import io.lockstep.engine.ReadOptions;
import io.lockstep.engine.check.CheckSummary;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.grammar.Suggestions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The cases of a scenario, and the one that the user wants to look at. */
final class Selection {
  private Selection() {}

  /** The cases, with the diagnostics printed; empty if the scenario is invalid. */
  static ImmutableList<ScenarioCase> cases(
      Engine engine, Path file, ReadOptions options, PrintWriter err) {
    Expansion expansion = engine.expand(file, options);
    expansion.diagnostics().forEach(diagnostic -> err.println(diagnostic.render()));
    err.flush();
    return CheckSummary.hasErrors(expansion.diagnostics())
        ? ImmutableList.of()
        : expansion.cases();
  }

  /**
   * The case of that name; without a name the first.
   *
   * @throws Refusal if there is none
   */
  static ScenarioCase choose(List<ScenarioCase> cases, String name) {
    if (name == null) {
      return cases.get(0);
    }
    Optional<ScenarioCase> found =
        cases.stream().filter(one -> one.name().equals(name)).findFirst();
    return found.orElseThrow(
        () -> new Refusal(unknown(cases, name)));
  }

  private static String unknown(List<ScenarioCase> cases, String name) {
    String file = cases.get(0).file();
    List<String> names = cases.stream().map(ScenarioCase::name).toList();
    if (names.equals(List.of(""))) {
      return file + " has no cases, expected no --case; only a scenario with 'param' has them.";
    }
    String near = Suggestions.didYouMean(name, names);
    String example = near.isEmpty() ? ", expected for example '" + names.get(0) + "'" : near;
    return file + " has no case '" + name + "'" + example + (near.isEmpty() ? "." : "");
  }
}
