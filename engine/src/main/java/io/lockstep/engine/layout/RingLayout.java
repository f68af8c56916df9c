package io.lockstep.engine.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recognises a single ring, with trees on it or not. */
final class RingLayout {
  private RingLayout() {}

  static Optional<Placement> tryPlace(LayoutGraph graph) {
    if (graph.pairs() != graph.size()) {
      return Optional.empty();
    }
    boolean[] onRing = ring(graph);
    int first = 0;
    while (!onRing[first]) {
      first++;
    }
    List<Integer> order = new ArrayList<>();
    boolean[] seen = new boolean[graph.size()];
    int vertex = first;
    while (vertex >= 0) {
      order.add(vertex);
      seen[vertex] = true;
      int next = -1;
      for (int neighbour : graph.neighbours(vertex)) {
        if (onRing[neighbour] && !seen[neighbour] && next < 0) {
          next = neighbour;
        }
      }
      vertex = next;
    }
    return Optional.of(RadialLayout.place(graph, order));
  }

  /** What is left when leaves are taken away as long as there are any. */
  private static boolean[] ring(LayoutGraph graph) {
    int[] degree = new int[graph.size()];
    boolean[] left = new boolean[graph.size()];
    List<Integer> leaves = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      degree[i] = graph.degree(i);
      left[i] = true;
      if (degree[i] == 1) {
        leaves.add(i);
      }
    }
    while (!leaves.isEmpty()) {
      List<Integer> next = new ArrayList<>();
      for (int leaf : leaves) {
        left[leaf] = false;
        for (int neighbour : graph.neighbours(leaf)) {
          if (left[neighbour] && --degree[neighbour] == 1) {
            next.add(neighbour);
          }
        }
      }
      leaves = next;
    }
    return left;
  }
}
