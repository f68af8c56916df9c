package io.lockstep.engine.layout;

import java.util.List;

/** Lays out trees around a middle: a vertex, or the ring whose vertices the trees hang on. */
final class RadialLayout {
  private static final double GAP = 16;
  private static final int STEPS = 720;

  private final LayoutGraph graph;
  private final Placement placement;
  private final boolean[] inner;
  private final int[] parent;
  private final int[] leaves;
  private final double longest;

  private RadialLayout(LayoutGraph graph) {
    this.graph = graph;
    this.placement = new Placement(graph);
    this.inner = new boolean[graph.size()];
    this.parent = new int[graph.size()];
    this.leaves = new int[graph.size()];
    double room = 0;
    for (LayoutGraph.Edge edge : graph.edges()) {
      room = Math.max(room, edge.room());
    }
    this.longest = room;
  }

  /** A tree around its root. */
  static Placement place(LayoutGraph tree, int root) {
    return place(tree, List.of(root));
  }

  /**
   * Trees around a ring.
   *
   * @param ring its vertices in order; a single one is put in the middle
   */
  static Placement place(LayoutGraph graph, List<Integer> ring) {
    RadialLayout layout = new RadialLayout(graph);
    layout.run(ring);
    return layout.placement;
  }

  private void run(List<Integer> ring) {
    ring.forEach(vertex -> inner[vertex] = true);
    int all = 0;
    int deepest = 0;
    for (int vertex : ring) {
      deepest = Math.max(deepest, measure(vertex, -1));
      all += leaves[vertex];
    }
    double widest = 0;
    double tallest = 0;
    for (LayoutGraph.Vertex vertex : graph.vertices()) {
      widest = Math.max(widest, vertex.width());
      tallest = Math.max(tallest, vertex.height());
    }
    double around = 2 * Math.PI;
    double spacing = (widest + tallest) / 2 + GAP;
    double step = widest * 0.6 + tallest * 0.6 + GAP + Math.max(20, longest * 0.7);
    boolean single = ring.size() == 1;
    double radius = single ? 0 : ring.size() * (spacing + longest * 0.75) / around;
    double needed = all * spacing / around;
    if (deepest > 0) {
      if (single) {
        step = Math.max(step, needed / deepest);
      } else {
        radius = Math.max(radius, needed - deepest * step);
      }
    }
    if (deepest == 0 && !single) {
      plainRing(ring, widest + GAP + longest * 0.75, tallest + 2 * GAP + longest * 0.3);
      return;
    }
    double angle = -Math.PI / 2 - around * leaves[ring.get(0)] / all / 2;
    for (int vertex : ring) {
      double sector = around * leaves[vertex] / all;
      put(vertex, -1, angle, sector, radius, step);
      angle += sector;
    }
  }

  /**
   * A ring on which nothing hangs: where it runs horizontally the vertices need more room than
   * where it runs vertically.
   */
  private void plainRing(List<Integer> ring, double horizontal, double vertical) {
    double[] along = new double[STEPS + 1];
    for (int i = 0; i < STEPS; i++) {
      double angle = 2 * Math.PI * (i + 0.5) / STEPS;
      double sin = StrictMath.sin(angle);
      double room = sin * sin * vertical + (1 - sin * sin) * horizontal;
      along[i + 1] = along[i] + 2 * Math.PI / STEPS / room;
    }
    double radius = ring.size() / along[STEPS];
    int step = 0;
    for (int i = 0; i < ring.size(); i++) {
      double wanted = along[STEPS] * i / ring.size();
      while (along[step + 1] <= wanted) {
        step++;
      }
      double share = (wanted - along[step]) / (along[step + 1] - along[step]);
      double angle = 2 * Math.PI * (step + share) / STEPS;
      placement.put(
          ring.get(i), radius * StrictMath.sin(angle), -radius * StrictMath.cos(angle));
    }
  }

  /** Counts the outermost vertices of a tree and returns how deep it is. */
  private int measure(int vertex, int from) {
    parent[vertex] = from;
    int deepest = 0;
    int count = 0;
    for (int child : graph.neighbours(vertex)) {
      if (child != from && !inner[child]) {
        deepest = Math.max(deepest, 1 + measure(child, vertex));
        count += leaves[child];
      }
    }
    leaves[vertex] = Math.max(1, count);
    return deepest;
  }

  private void put(
      int vertex, int from, double angle, double sector, double radius, double step) {
    double middle = angle + sector / 2;
    placement.put(vertex, radius * StrictMath.cos(middle), radius * StrictMath.sin(middle));
    double next = angle;
    for (int child : graph.neighbours(vertex)) {
      if (child != from && !inner[child]) {
        double share = sector * leaves[child] / leaves[vertex];
        put(child, vertex, next, share, radius + step, step);
        next += share;
      }
    }
  }
}
