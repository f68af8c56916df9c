package io.lockstep.engine.page;

import io.lockstep.engine.describe.ActivityWords;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.sim.ActivityResult;
import io.lockstep.engine.sim.LinkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What flows, pings and programs came to, and what passed over the links. */
final class TrafficSection {
  private TrafficSection() {}

  static void write(Html html, CaseOutcome outcome) {
    html.raw("<section id=\"traffic\"><h2>Traffic</h2>\n");
    if (!outcome.scenario().activities().isEmpty()) {
      activities(html, outcome);
    }
    links(html, outcome);
    html.raw("</section>\n");
  }

  private static void activities(Html html, CaseOutcome outcome) {
    ScenarioCase scenario = outcome.scenario();
    html.raw("<div class=\"scroll\"><table><thead><tr><th>Name</th><th>Kind</th><th>Ends</th>"
        + "<th>What</th><th>State</th><th>Done at</th><th>Results</th></tr></thead><tbody>\n");
    for (ActivityResult result : outcome.result().activities()) {
      ActivitySpec spec = scenario.activities().get(result.index());
      String state = result.state().name().toLowerCase(Locale.ROOT);
      html.raw("<tr>").tag("td", "name", spec.name());
      html.tag("td", "", ActivityWords.kind(spec));
      html.tag("td", "", ActivityWords.ends(spec, scenario).replace("->", "→"));
      html.tag("td", "", ActivityWords.amount(spec));
      html.tag("td", "state " + state,
          state + (result.reason().isEmpty() ? "" : ": " + result.reason()));
      html.raw("<td class=\"num\">").raw(RunPage.instant(result.completedAtNs())).raw("</td>");
      html.raw("<td class=\"metrics\">");
      result.metrics().forEach((name, value) -> metric(html, spec, name, value));
      html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  private static void metric(Html html, ActivitySpec spec, MetricName name, double value) {
    html.raw("<span>").tag("i", "", name.written()).raw(" ");
    html.text(value(spec, name, value)).raw("</span> ");
  }

  /** A metric with its unit: what TCP sends is counted in bytes. */
  static String value(ActivitySpec spec, MetricName name, double value) {
    boolean bytes =
        spec instanceof ActivitySpec.TcpFlow
            && (name == MetricName.SENT || name == MetricName.RECEIVED);
    return Quantity.of(value, bytes ? Unit.SIZE : name.unit());
  }

  private static void links(Html html, CaseOutcome outcome) {
    ScenarioCase scenario = outcome.scenario();
    Wires wires = new Wires(scenario);
    html.raw("<div class=\"scroll\"><table><thead><tr><th>Link</th><th>Direction</th>"
        + "<th class=\"num\">Sent</th><th class=\"num\">Delivered</th>"
        + "<th class=\"num\">Bytes</th><th class=\"num\">Queue full</th>"
        + "<th class=\"num\">Lost</th><th class=\"num\">Link down</th>"
        + "<th class=\"num\">Node dead</th><th>Changed</th></tr></thead><tbody>\n");
    for (LinkResult link : outcome.result().links()) {
      for (int way = 0; way < 2; way++) {
        LinkResult.Direction direction = link.directions().get(way);
        html.raw("<tr>");
        html.tag("td", "name", way == 0 ? wires.describe(link.wire()) : "");
        html.tag("td", "", ends(scenario, wires, link.wire(), way));
        for (long number :
            new long[] {
              direction.sent(), direction.delivered(), direction.deliveredBytes()
            }) {
          html.tag("td", "num", Heading.grouped(number));
        }
        for (long number :
            new long[] {
              direction.droppedQueueFull(), direction.droppedLoss(),
              direction.droppedLinkDown(), direction.droppedNodeDead()
            }) {
          html.tag("td", number == 0 ? "num zero" : "num bad", Heading.grouped(number));
        }
        List<String> changed = new ArrayList<>();
        if (direction.duplicated() > 0) {
          changed.add(direction.duplicated() + " duplicated");
        }
        if (direction.corrupted() > 0) {
          changed.add(direction.corrupted() + " corrupted");
        }
        html.tag("td", "", RunPage.join(changed)).raw("</tr>\n");
      }
    }
    html.raw("</tbody></table></div>\n");
  }

  private static String ends(ScenarioCase scenario, Wires wires, int wire, int way) {
    if (wires.isLink(wire)) {
      return end(scenario, wires.end(wire, way)) + " → " + end(scenario, wires.end(wire, 1 - way));
    }
    String member = end(scenario, wires.end(wire, 0));
    return way == 0 ? member + " → switch" : "switch → " + member;
  }

  static String end(ScenarioCase scenario, LinkEnd end) {
    return scenario.nodes().get(end.node()).name() + "." + end.netdev();
  }
}
