package io.lockstep.engine.page;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.programs.ProgramResult;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.report.RunDirectory;
import io.lockstep.engine.sim.ActivityResult;
import java.util.List;
import java.util.Map;

/** What programs have written; left out if there are none. */
final class ProgramSection {
  private ProgramSection() {}

  static void write(Html html, CaseOutcome outcome) {
    List<ActivityResult> programs =
        outcome.result().activities().stream().filter(one -> one.program() != null).toList();
    if (programs.isEmpty()) {
      return;
    }
    Map<Integer, String> files = RunDirectory.programFiles(outcome.scenario());
    html.raw("<section id=\"programs\"><h2>Programs</h2>\n");
    for (ActivityResult one : programs) {
      ActivitySpec spec = outcome.scenario().activities().get(one.index());
      ProgramResult result = one.program();
      html.raw("<details" + (result.exit() > 0 ? " class=\"failed\"" : "") + "><summary>");
      html.tag("b", "", spec.name());
      html.tag("span", "dim", "on " + outcome.scenario().nodes().get(spec.from()).name());
      html.tag("span", result.exit() > 0 ? "bad" : "dim", end(result));
      html.raw("</summary>");
      if (spec instanceof ActivitySpec.Program program) {
        html.tag("pre", "code", program.command().strip());
      }
      String file = files.get(one.index()) + ".log";
      Excerpt.write(html, String.join("\n", result.output().timedLines()), file);
      html.raw("</details>\n");
    }
    html.raw("</section>\n");
  }

  private static String end(ProgramResult result) {
    if (result.startNs() < 0) {
      return "never started";
    } else if (result.endNs() < 0) {
      return "did not end";
    }
    return (result.signal() > 0 ? "signal " + result.signal() : "exit status " + result.exit())
        + " at " + Quantity.time(result.endNs());
  }
}
