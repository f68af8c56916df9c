package io.lockstep.engine.page;

import io.lockstep.engine.describe.ScenarioNames;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.report.Conclusion;
import io.lockstep.engine.sim.NodeResult;
import java.util.Locale;
import java.util.TreeSet;

/** The top of a run's page: what it was and what came out. */
final class Heading {
  private Heading() {}

  static void write(Html html, CaseOutcome outcome) {
    ScenarioCase scenario = outcome.scenario();
    html.raw("<header id=\"top\">\n<div class=\"bar\">");
    html.raw("<a class=\"brand\" href=\"#top\">Lockstep</a>");
    html.raw(badge(outcome.conclusion()));
    html.raw("<nav aria-label=\"Sections\"></nav>");
    html.raw("<button id=\"theme\" type=\"button\" title=\"Colours: as the system, light, dark\">"
        + "Colours</button></div>\n");
    html.raw("<div class=\"title\">");
    html.tag("h1", "", scenario.title());
    if (!scenario.name().isEmpty()) {
      html.tag("p", "case", scenario.name());
    }
    html.raw("</div>\n<dl class=\"facts\">");
    int all = outcome.verdicts().size();
    fact(html, "Expectations", all == 0 ? "none" : outcome.met() + " of " + all + " met");
    fact(html, "Virtual time", Quantity.time(outcome.result().endNs()));
    fact(html, "Nodes", String.valueOf(scenario.nodes().size()));
    fact(html, "Kernels", kernels(outcome));
    fact(html, "Seed", String.valueOf(scenario.seed()));
    fact(html, "Events", grouped(outcome.result().events()));
    fact(html, "Scenario", ScenarioNames.base(scenario.file()));
    html.raw("</dl>\n</header>\n");
  }

  static String badge(Conclusion conclusion) {
    return "<span class=\"badge " + conclusion.word() + "\">" + conclusion.word() + "</span>";
  }

  private static void fact(Html html, String name, String value) {
    html.raw("<div>").tag("dt", "", name).tag("dd", "", value).raw("</div>");
  }

  private static String kernels(CaseOutcome outcome) {
    TreeSet<String> releases = new TreeSet<>();
    for (NodeResult node : outcome.result().nodes()) {
      releases.add(node.kernelRelease());
    }
    return String.join(", ", releases);
  }

  /** {@code 1 234 567}, with thin spaces. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
  }
}
