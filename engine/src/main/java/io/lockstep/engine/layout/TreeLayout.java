package io.lockstep.engine.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lays out trees from their middle to the left and to the right, one column per level. */
final class TreeLayout {
  /** Horizontal room in which edges curve. */
  private static final double CURVE = 34;

  private static final double MARGIN = 16;
  private static final double GAP = 14;
  private static final double TALLEST = 2200;

  private final LayoutGraph tree;
  private final Placement placement;
  private final int[] parent;
  private final int[] level;
  private final double[] extent;

  private TreeLayout(LayoutGraph tree) {
    this.tree = tree;
    this.placement = new Placement(tree);
    this.parent = new int[tree.size()];
    this.level = new int[tree.size()];
    this.extent = new double[tree.size()];
  }

  static Placement place(LayoutGraph tree) {
    TreeLayout layout = new TreeLayout(tree);
    int root = centre(tree);
    layout.measure(root, -1);
    List<Integer> left = new ArrayList<>();
    List<Integer> right = new ArrayList<>();
    layout.divide(root, left, right);
    if (Math.max(layout.sum(left), layout.sum(right)) > TALLEST) {
      return RadialLayout.place(tree, root);
    }
    layout.placement.put(root, 0, 0);
    layout.side(root, left, -1);
    layout.side(root, right, 1);
    return layout.placement;
  }

  /** Takes leaves away until one or two vertices are left; of two the first. */
  static int centre(LayoutGraph tree) {
    int[] degree = new int[tree.size()];
    List<Integer> outer = new ArrayList<>();
    for (int i = 0; i < tree.size(); i++) {
      degree[i] = tree.degree(i);
      if (degree[i] <= 1) {
        outer.add(i);
      }
    }
    int left = tree.size();
    while (left > 2) {
      List<Integer> next = new ArrayList<>();
      for (int leaf : outer) {
        left--;
        degree[leaf] = 0;
        for (int neighbour : tree.neighbours(leaf)) {
          if (degree[neighbour] > 0 && --degree[neighbour] == 1) {
            next.add(neighbour);
          }
        }
      }
      outer = next;
    }
    return outer.stream().mapToInt(Integer::intValue).min().orElse(0);
  }

  /** How much height each subtree takes. */
  private void measure(int vertex, int from) {
    parent[vertex] = from;
    level[vertex] = from < 0 ? 0 : level[from] + 1;
    double children = 0;
    for (int child : tree.neighbours(vertex)) {
      if (child != from) {
        measure(child, vertex);
        children += extent[child];
      }
    }
    double text = tree.above() + tree.below() + 6;
    extent[vertex] = Math.max(children, Math.max(tree.height(vertex) + GAP, text));
  }

  private double sum(List<Integer> branches) {
    return branches.stream().mapToDouble(branch -> extent[branch]).sum();
  }

  /** Which branches go where, so that both sides are about equally high. */
  private void divide(int root, List<Integer> left, List<Integer> right) {
    List<Integer> branches = new ArrayList<>();
    boolean equal = true;
    for (int branch : tree.neighbours(root)) {
      branches.add(branch);
      equal &= extent[branch] == extent[branches.get(0)];
    }
    if (equal) {
      int half = (branches.size() + 1) / 2;
      left.addAll(branches.subList(0, half));
      right.addAll(branches.subList(half, branches.size()));
      return;
    }
    int first = branches.get(0);
    branches.sort(Comparator.comparingDouble((Integer branch) -> -extent[branch]));
    boolean begun = branches.get(0) != first;
    for (int branch : branches) {
      boolean toRight = sum(left) == sum(right) ? begun : sum(right) < sum(left);
      (toRight ? right : left).add(branch);
    }
    left.sort(Comparator.naturalOrder());
    right.sort(Comparator.naturalOrder());
  }

  /** Places one side: {@code sign} is -1 for the left. */
  private void side(int root, List<Integer> branches, int sign) {
    List<Integer> order = new ArrayList<>();
    branches.forEach(branch -> collect(branch, order));
    int deepest = order.stream().mapToInt(vertex -> level[vertex]).max().orElse(0);
    double[] room = new double[deepest + 1];
    double[] width = new double[deepest + 1];
    for (int vertex : order) {
      int own = level[vertex];
      room[own] = Math.max(room[own], tree.room(vertex, parent[vertex]));
      width[own] = Math.max(width[own], tree.width(vertex));
    }
    double[] near = new double[deepest + 1];
    double edge = tree.width(root) / 2;
    for (int i = 1; i <= deepest; i++) {
      near[i] = edge + CURVE + room[i] + MARGIN;
      edge = near[i] + width[i];
    }
    double y = -sum(branches) / 2;
    for (int branch : branches) {
      put(branch, y, near, sign);
      y += extent[branch];
    }
    double shift = branches.isEmpty() ? 0 : middle(branches);
    for (int vertex : order) {
      placement.put(vertex, placement.x(vertex), placement.y(vertex) - shift);
    }
    bend(order, near, room, sign);
  }

  private void collect(int vertex, List<Integer> order) {
    order.add(vertex);
    for (int child : tree.neighbours(vertex)) {
      if (child != parent[vertex]) {
        collect(child, order);
      }
    }
  }

  private double middle(List<Integer> vertices) {
    return (placement.y(vertices.get(0)) + placement.y(vertices.get(vertices.size() - 1))) / 2;
  }

  private void put(int vertex, double top, double[] near, int sign) {
    List<Integer> children = new ArrayList<>();
    double all = 0;
    for (int child : tree.neighbours(vertex)) {
      if (child != parent[vertex]) {
        children.add(child);
        all += extent[child];
      }
    }
    double y = top + (extent[vertex] - all) / 2;
    for (int child : children) {
      put(child, y, near, sign);
      y += extent[child];
    }
    double centre = children.isEmpty() ? top + extent[vertex] / 2 : middle(children);
    placement.put(vertex, sign * (near[level[vertex]] + tree.width(vertex) / 2), centre);
  }

  private void bend(List<Integer> order, double[] near, double[] room, int sign) {
    boolean[] here = new boolean[tree.size()];
    order.forEach(vertex -> here[vertex] = true);
    for (int i = 0; i < tree.edges().size(); i++) {
      LayoutGraph.Edge edge = tree.edges().get(i);
      int child = parent[edge.a()] == edge.b() ? edge.a() : edge.b();
      if (here[child]) {
        double x = sign * (near[level[child]] - room[level[child]] - MARGIN);
        placement.bend(i, new Placement.Bend(x, placement.y(child), parent[child]));
      }
    }
  }
}
