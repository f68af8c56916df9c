package io.lockstep.engine.page;

import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.report.RunDirectory;
import io.lockstep.engine.sim.NodeResult;
import java.util.List;

/** The nodes with their kernel logs. */
final class NodeSection {
  private NodeSection() {}

  static void write(Html html, CaseOutcome outcome) {
    ScenarioCase scenario = outcome.scenario();
    List<String> logs = RunDirectory.logs(scenario);
    html.raw("<section id=\"logs\"><h2>Kernel logs</h2>\n");
    for (NodeResult node : outcome.result().nodes()) {
      boolean crashed = node.crash() != null;
      html.raw("<details id=\"log-" + node.index() + "\""
          + (crashed ? " class=\"crashed\" open" : "") + "><summary>");
      html.tag("b", "", scenario.nodes().get(node.index()).name());
      html.tag("span", "dim", outcome.kernelOf(node) + " · " + node.kernelRelease());
      html.tag("span", "dim", Heading.grouped(node.log().lines().count()) + " lines");
      html.raw(crashed ? "<span class=\"badge crashed\">crashed</span>" : "");
      html.raw("</summary>");
      Excerpt.write(html, node.log(), logs.get(node.index()));
      html.raw("</details>\n");
    }
    html.raw("</section>\n");
  }
}
