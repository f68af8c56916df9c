package io.lockstep.engine.draw;

import io.lockstep.engine.describe.DotText;
import io.lockstep.engine.model.ScenarioCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The topology of a scenario for Graphviz; what a topology was used as is a cluster. */
public final class TopologyDot {
  private final StringBuilder out = new StringBuilder();
  private final Sketch sketch;
  private int clusters;

  /** Boxes of one instance of a topology, and instances in it. */
  private static final class Cluster {
    final List<Integer> boxes = new ArrayList<>();
    final Map<String, Cluster> parts = new TreeMap<>();
  }

  private TopologyDot(Sketch sketch) {
    this.sketch = sketch;
  }

  /** A graph of the DOT language; the same scenario gives the same bytes. */
  public static String of(ScenarioCase scenario) {
    return new TopologyDot(TopologySketch.of(scenario)).write();
  }

  private String write() {
    line(0, "graph topology {");
    line(1, "label=" + DotText.quoted(sketch.title() + "\n" + sketch.caption()));
    line(1, "labelloc=t; overlap=false; splines=true");
    line(1, "node [fontname=\"Helvetica\", fontsize=11, shape=box, style=\"rounded\"]");
    line(1, "edge [fontname=\"Helvetica\", fontsize=9]");
    Cluster root = new Cluster();
    for (int i = 0; i < sketch.boxes().size(); i++) {
      add(root, i);
    }
    cluster(root, 1);
    sketch.lines().forEach(this::cable);
    line(0, "}");
    return out.toString();
  }

  private void add(Cluster root, int box) {
    Cluster cluster = root;
    String[] names = sketch.boxes().get(box).name().split("\\.");
    for (int i = 0; i < names.length - 1; i++) {
      cluster = cluster.parts.computeIfAbsent(names[i], any -> new Cluster());
    }
    cluster.boxes.add(box);
  }

  private void cluster(Cluster cluster, int depth) {
    for (int box : cluster.boxes) {
      box(box, depth);
    }
    cluster.parts.forEach(
        (name, part) -> {
          line(depth, "subgraph cluster_" + clusters++ + " {");
          line(depth + 1, "label=" + DotText.quoted(name) + "; style=\"rounded,dashed\"");
          cluster(part, depth + 1);
          line(depth, "}");
        });
  }

  private void box(int index, int depth) {
    Sketch.Box box = sketch.boxes().get(index);
    String label = box.name() + (box.detail().isEmpty() ? "" : "\n" + box.detail());
    String shape = switch (box.kind()) {
      case HOST -> "";
      case ROUTER -> ", style=\"rounded,bold\"";
      case LAN -> ", shape=ellipse, style=\"\"";
    };
    line(depth, id(index) + " [label=" + DotText.quoted(label) + shape + "]");
  }

  private void cable(Sketch.Line cable) {
    String label =
        cable.name() + (cable.name().isEmpty() || cable.properties().isEmpty() ? "" : "\n")
            + cable.properties();
    line(
        1,
        id(cable.from()) + " -- " + id(cable.to())
            + " [label=" + DotText.quoted(label)
            + ", taillabel=" + DotText.quoted(String.join("\n", cable.fromEnd()))
            + ", headlabel=" + DotText.quoted(String.join("\n", cable.toEnd()))
            + (cable.impaired() ? ", color=\"#cf7a2b\"" : "") + "]");
  }

  private static String id(int box) {
    return "n" + box;
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }
}
