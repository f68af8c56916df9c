package io.lockstep.engine.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lays out hierarchies in ranks: networks of switches with hosts at the bottom, and networks that
 * lead from one side to the other.
 */
final class RankLayout {
  private static final int SWEEPS = 12;

  private final LayoutGraph graph;
  private final int[] rank;
  private final List<List<Integer>> ranks = new ArrayList<>();
  private final double[] order;

  private RankLayout(LayoutGraph graph, int[] rank) {
    this.graph = graph;
    this.rank = rank;
    this.order = new double[graph.size()];
    for (int i = 0; i <= Arrays.stream(rank).max().orElse(0); i++) {
      ranks.add(new ArrayList<>());
    }
    for (int i = 0; i < rank.length; i++) {
      ranks.get(rank[i]).add(i);
    }
    ranks.forEach(this::number);
  }

  static Optional<Placement> tryPlace(LayoutGraph graph) {
    List<Integer> leaves = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      if (graph.degree(i) == 1) {
        leaves.add(i);
      }
    }
    if (leaves.size() >= 4) {
      int[] rank = fromAll(graph, leaves);
      int highest = Arrays.stream(rank).max().orElse(0);
      if (highest >= 2 && leaves.size() * 4 >= graph.size() && isStrict(graph, rank)) {
        return Optional.of(new RankLayout(graph, rank).upwards());
      }
    }
    if (!leaves.isEmpty()) {
      int[] distance = graph.distances(leaves.get(0));
      int longest = Arrays.stream(distance).max().orElse(0);
      if (longest >= 3 && longest * 3 >= graph.size() && isStrict(graph, distance)) {
        return Optional.of(new RankLayout(graph, distance).rightwards());
      }
    }
    int[] sides = sides(graph);
    if (sides != null) {
      return Optional.of(new RankLayout(graph, sides).upwards());
    }
    return Optional.empty();
  }

  private static int[] fromAll(LayoutGraph graph, List<Integer> leaves) {
    int[] rank = new int[graph.size()];
    Arrays.fill(rank, Integer.MAX_VALUE);
    for (int leaf : leaves) {
      if (rank[leaf] > 0) {
        int[] distance = graph.distances(leaf);
        for (int i = 0; i < rank.length; i++) {
          rank[i] = Math.min(rank[i], distance[i]);
        }
      }
    }
    return rank;
  }

  private static boolean isStrict(LayoutGraph graph, int[] rank) {
    for (LayoutGraph.Edge edge : graph.edges()) {
      if (Math.abs(rank[edge.a()] - rank[edge.b()]) != 1) {
        return false;
      }
    }
    return true;
  }

  /** The ranks of a complete bipartite graph, the larger side at the bottom; null of another. */
  private static int[] sides(LayoutGraph graph) {
    int[] distance = graph.distances(0);
    int odd = 0;
    for (int d : distance) {
      odd += d & 1;
    }
    int even = graph.size() - odd;
    if (Arrays.stream(distance).max().orElse(0) > 2
        || graph.pairs() != odd * even
        || !isStrict(graph, Arrays.stream(distance).map(d -> d & 1).toArray())) {
      return null;
    }
    int bottom = odd >= even ? 1 : 0;
    return Arrays.stream(distance).map(d -> (d & 1) == bottom ? 0 : 1).toArray();
  }

  private void number(List<Integer> members) {
    for (int i = 0; i < members.size(); i++) {
      order[members.get(i)] = (i + 0.5) / members.size();
    }
  }

  /** Orders each rank by the middle of the neighbours in the rank below, then above, and so on. */
  private void untangle() {
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < ranks.size(); i++) {
        int which = sweep % 2 == 0 ? ranks.size() - 1 - i : i;
        int beside = which + (sweep % 2 == 0 ? 1 : -1);
        if (beside >= 0 && beside < ranks.size()) {
          sort(ranks.get(which), beside);
        }
      }
    }
  }

  private void sort(List<Integer> members, int beside) {
    double[] middle = new double[graph.size()];
    for (int member : members) {
      double sum = 0;
      int count = 0;
      for (int neighbour : graph.neighbours(member)) {
        if (rank[neighbour] == beside) {
          sum += order[neighbour];
          count++;
        }
      }
      middle[member] = count == 0 ? order[member] : sum / count;
    }
    members.sort(
        Comparator.comparingDouble((Integer member) -> Math.rint(middle[member] * 1e9))
            .thenComparingInt(member -> member));
    number(members);
  }

  /** The lowest rank at the bottom; every rank is as wide as the widest. */
  private Placement upwards() {
    untangle();
    Placement placement = new Placement(graph);
    double widest = 0;
    for (List<Integer> members : ranks) {
      double cell = members.stream().mapToDouble(graph::width).max().orElse(0) + 16;
      widest = Math.max(widest, cell * members.size());
    }
    double y = 0;
    for (int i = ranks.size() - 1; i >= 0; i--) {
      double height = ranks.get(i).stream().mapToDouble(graph::height).max().orElse(0);
      for (int member : ranks.get(i)) {
        placement.put(member, order[member] * widest, y + height / 2);
      }
      y += height + gap(i, widest);
    }
    return placement;
  }

  /** Many edges between two ranks need more room, so that they stay apart. */
  private double gap(int upper, double widest) {
    int crossing = 0;
    for (LayoutGraph.Edge edge : graph.edges()) {
      crossing += Math.max(rank[edge.a()], rank[edge.b()]) == upper ? 1 : 0;
    }
    boolean tangled = crossing > ranks.get(upper).size() + ranks.get(Math.max(0, upper - 1)).size();
    return tangled ? Math.max(90, Math.min(190, widest / 7)) : 44 + graph.above() + graph.below();
  }

  /** The first rank at the left. */
  private Placement rightwards() {
    untangle();
    Placement placement = new Placement(graph);
    double x = 0;
    double text = graph.above() + graph.below() + 30;
    for (int i = 0; i < ranks.size(); i++) {
      List<Integer> members = ranks.get(i);
      double width = members.stream().mapToDouble(graph::width).max().orElse(0);
      double cell = members.stream().mapToDouble(graph::height).max().orElse(0) + text;
      for (int j = 0; j < members.size(); j++) {
        placement.put(members.get(j), x + width / 2, (j - (members.size() - 1) / 2.0) * cell);
      }
      double room = 30;
      for (LayoutGraph.Edge edge : graph.edges()) {
        if (Math.min(rank[edge.a()], rank[edge.b()]) == i) {
          room = Math.max(room, edge.room());
        }
      }
      x += width + room + 40;
    }
    return placement;
  }
}
