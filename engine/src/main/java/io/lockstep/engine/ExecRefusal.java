package io.lockstep.engine;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.ScenarioCase;
import java.util.List;

/** Keeps scenarios from running programs unless whoever runs them has said so. */
final class ExecRefusal {
  private ExecRefusal() {}

  /**
   * Refuses the first program of all cases.
   *
   * @throws EngineException if there is one
   */
  static void check(List<ScenarioCase> cases) {
    for (ScenarioCase scenario : cases) {
      for (ActivitySpec spec : scenario.activities()) {
        if (spec instanceof ActivitySpec.Program program) {
          throw new EngineException(ExitCode.INVALID, message(program), null);
        }
      }
    }
  }

  private static String message(ActivitySpec.Program program) {
    StringBuilder text = new StringBuilder(program.source().location());
    text.append(": error: this runs a program of this machine, which has to be allowed:\n");
    program
        .command()
        .strip()
        .lines()
        .limit(20)
        .map(line -> line.replaceAll("\\p{Cntrl}", " "))
        .forEach(line -> text.append("    ").append(line).append('\n'));
    return text.append("If you trust the scenario, allow it with --allow-exec.").toString();
  }
}
