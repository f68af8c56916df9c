package io.lockstep.engine.verdict;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Mentions;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.sim.Observations;
import java.util.ArrayList;
import java.util.List;

/** What helps to understand why an expectation of a program is not met: what it has written. */
final class ProgramEvidence {
  /** The last lines of each program that are shown. */
  static final int LINES = 40;

  private ProgramEvidence() {}

  static List<String> of(Condition condition, ScenarioCase scenario, Observations seen) {
    List<String> evidence = new ArrayList<>();
    for (int index : Mentions.activities(condition)) {
      if (scenario.activities().get(index) instanceof ActivitySpec.Program program) {
        evidence.add(program.name() + ": " + state(index, seen));
        List<String> lines = seen.outputLines(index);
        if (lines.size() > LINES) {
          evidence.add("  … " + (lines.size() - LINES) + " lines before");
        }
        lines.stream()
            .skip(Math.max(0, lines.size() - LINES))
            .forEach(line -> evidence.add("  " + line));
      }
    }
    return evidence;
  }

  private static String state(int index, Observations seen) {
    double exit = seen.metric(index, MetricName.EXIT);
    double signal = seen.metric(index, MetricName.SIGNAL);
    if (seen.running(index)) {
      return "is running at " + Quantity.time(seen.now());
    } else if (Double.isNaN(exit)) {
      return "has not run";
    }
    return (signal > 0 ? "ended by signal " + (long) signal : "exit status " + (long) exit)
        + " at "
        + Quantity.time((long) seen.metric(index, MetricName.FINISHED));
  }
}
