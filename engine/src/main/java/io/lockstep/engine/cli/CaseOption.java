package io.lockstep.engine.cli;

import io.lockstep.engine.model.ScenarioCase;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --case} of the commands that look at one case of a scenario. */
final class CaseOption {
  @Option(
      names = "--case",
      paramLabel = "NAME",
      description = "Which case of a scenario with parameters. Default: the first.")
  private String name;

  /**
   * The case that is meant.
   *
   * @throws Refusal if there is none
   */
  ScenarioCase choose(List<ScenarioCase> cases) {
    return Selection.choose(cases, name);
  }
}
