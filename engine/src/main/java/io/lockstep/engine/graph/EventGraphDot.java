package io.lockstep.engine.graph;

import io.lockstep.engine.describe.DotText;
import io.lockstep.engine.model.ScenarioCase;

/** The events of a scenario and what they wait for, for Graphviz. */
public final class EventGraphDot {
  private EventGraphDot() {}

  /** A graph of the DOT language; the same scenario gives the same bytes. */
  public static String of(ScenarioCase scenario) {
    EventWords words = new EventWords(scenario);
    StringBuilder out = new StringBuilder("digraph events {\n");
    out.append("  label=").append(DotText.quoted(scenario.title())).append("; labelloc=t\n");
    out.append("  rankdir=LR\n");
    out.append("  node [fontname=\"Helvetica\", fontsize=11]\n");
    out.append("  edge [fontname=\"Helvetica\", fontsize=9]\n");
    EventGraph graph = EventGraph.of(scenario);
    for (Event event : graph.ordered()) {
      String shape = switch (event.kind()) {
        case ACTION -> "diamond";
        case START -> "box, style=rounded";
        case CHECK -> "note";
      };
      out.append("  ").append(EventWords.id(event.kind(), event.index()));
      out.append(" [shape=").append(shape).append(", label=");
      out.append(DotText.quoted(words.when(event) + "\n" + words.what(event))).append("]\n");
    }
    for (EventLink link : graph.links()) {
      out.append("  ").append(EventWords.id(link.from().kind(), link.from().index()));
      out.append(" -> ").append(EventWords.id(link.to().kind(), link.to().index()));
      boolean check = link.why() == EventLink.Why.CHECK;
      out.append(" [label=").append(DotText.quoted(check ? "" : link.why().word()));
      out.append(check ? ", style=dotted" : "").append("]\n");
    }
    return out.append("}\n").toString();
  }
}
