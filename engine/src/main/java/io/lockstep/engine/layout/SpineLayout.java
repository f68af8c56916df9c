package io.lockstep.engine.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lays out chains: in a row from left to right, long ones in several rows that turn at their ends,
 * with what hangs on the chain below it.
 */
final class SpineLayout {
  private static final double WIDEST = 1300;
  private static final int FEW = 6;
  private static final double MARGIN = 22;
  private static final double SHORTEST = 34;
  private static final double HANG = 46;

  private SpineLayout() {}

  /** Whether a tree is a chain, or a long one on which single vertices hang. */
  static boolean fits(LayoutGraph tree) {
    List<Integer> spine = spine(tree);
    boolean[] on = new boolean[tree.size()];
    spine.forEach(vertex -> on[vertex] = true);
    for (int i = 0; i < tree.size(); i++) {
      if (!on[i] && (tree.degree(i) > 1 || !on[tree.neighbours(i)[0]])) {
        return false;
      }
    }
    return spine.size() == tree.size() || spine.size() >= 6;
  }

  /** A longest path; of its ends the one with the smaller number first. */
  private static List<Integer> spine(LayoutGraph tree) {
    int end = farthest(tree.distances(0));
    int[] distance = tree.distances(end);
    int vertex = farthest(distance);
    List<Integer> spine = new ArrayList<>();
    spine.add(vertex);
    while (vertex != end) {
      for (int next : tree.neighbours(vertex)) {
        if (distance[next] == distance[vertex] - 1) {
          vertex = next;
          break;
        }
      }
      spine.add(vertex);
    }
    if (spine.get(0) > spine.get(spine.size() - 1)) {
      Collections.reverse(spine);
    }
    return spine;
  }

  private static int farthest(int[] distance) {
    int best = 0;
    for (int i = 0; i < distance.length; i++) {
      if (distance[i] > distance[best]) {
        best = i;
      }
    }
    return best;
  }

  static Placement place(LayoutGraph tree) {
    Placement placement = new Placement(tree);
    List<Integer> spine = spine(tree);
    boolean[] on = new boolean[tree.size()];
    spine.forEach(vertex -> on[vertex] = true);
    double[] room = new double[spine.size()];
    double column = 0;
    double length = 0;
    double height = 0;
    double hanging = 0;
    for (int i = 0; i < spine.size(); i++) {
      int vertex = spine.get(i);
      room[i] = i == 0 ? 0 : Math.max(SHORTEST, tree.room(spine.get(i - 1), vertex) + MARGIN);
      column = Math.max(column, columnWidth(tree, vertex, on) + room[i]);
      length += columnWidth(tree, vertex, on) + room[i];
      height = Math.max(height, tree.height(vertex));
      for (int leaf : tree.neighbours(vertex)) {
        hanging = Math.max(hanging, on[leaf] ? 0 : tree.height(leaf) + HANG);
      }
    }
    if (length <= WIDEST || spine.size() <= FEW) {
      double x = 0;
      for (int i = 0; i < spine.size(); i++) {
        double width = columnWidth(tree, spine.get(i), on);
        x += room[i];
        placement.put(spine.get(i), x + width / 2, 0);
        hang(tree, spine.get(i), on, placement, height / 2 + HANG);
        x += width;
      }
      return placement;
    }
    int perRow = perRow(spine.size(), column);
    double rowHeight = height + hanging + Math.max(34, tree.above() + tree.below() + 10);
    for (int i = 0; i < spine.size(); i++) {
      int row = i / perRow;
      int inRow = i % perRow;
      double x = column * (row % 2 == 0 ? inRow : perRow - 1 - inRow);
      double y = row * rowHeight;
      placement.put(spine.get(i), x, y);
      hang(tree, spine.get(i), on, placement, height / 2 + HANG);
    }
    return placement;
  }

  private static int perRow(int size, double column) {
    int most = Math.max(2, (int) (WIDEST / column));
    int rows = (size + most - 1) / most;
    return (size + rows - 1) / rows;
  }

  private static double columnWidth(LayoutGraph tree, int vertex, boolean[] on) {
    double leaves = -12;
    for (int leaf : tree.neighbours(vertex)) {
      leaves += on[leaf] ? 0 : tree.width(leaf) + 12;
    }
    return Math.max(tree.width(vertex), leaves);
  }

  private static void hang(
      LayoutGraph tree, int vertex, boolean[] on, Placement placement, double drop) {
    double width = -12;
    for (int leaf : tree.neighbours(vertex)) {
      width += on[leaf] ? 0 : tree.width(leaf) + 12;
    }
    double x = placement.x(vertex) - width / 2;
    for (int leaf : tree.neighbours(vertex)) {
      if (!on[leaf]) {
        placement.put(
            leaf,
            x + tree.width(leaf) / 2,
            placement.y(vertex) + drop + tree.height(leaf) / 2);
        x += tree.width(leaf) + 12;
      }
    }
  }
}
