package io.lockstep.engine.layout;

import java.util.Arrays;
import java.util.Comparator;

/** Moves vertices apart that lie on each other, each pair in the direction that costs least. */
final class Overlaps {
  private static final double GAP = 14;
  private static final int MOST_ROUNDS = 200;

  private Overlaps() {}

  static void remove(LayoutGraph graph, Placement placement) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (!push(graph, placement)) {
        return;
      }
    }
  }

  private static boolean push(LayoutGraph graph, Placement placement) {
    Integer[] order = new Integer[graph.size()];
    double widest = 0;
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      widest = Math.max(widest, graph.width(i) + GAP);
    }
    Arrays.sort(
        order,
        Comparator.comparingDouble((Integer i) -> placement.x(i)).thenComparingInt(i -> i));
    boolean moved = false;
    for (int i = 0; i < order.length; i++) {
      for (int j = i + 1; j < order.length; j++) {
        if (placement.x(order[j]) - placement.x(order[i]) > 1.5 * widest) {
          break;
        }
        moved |= separate(graph, placement, order[i], order[j]);
      }
    }
    return moved;
  }

  private static boolean separate(LayoutGraph graph, Placement placement, int a, int b) {
    double dx = placement.x(b) - placement.x(a);
    double dy = placement.y(b) - placement.y(a);
    double overX = (graph.width(a) + graph.width(b)) / 2 + GAP - Math.abs(dx);
    double overY = (graph.height(a) + graph.height(b)) / 2 + GAP - Math.abs(dy);
    if (overX <= 1e-6 || overY <= 1e-6) {
      return false;
    }
    if (overX < overY) {
      double shift = (dx < 0 ? -overX : overX) / 2;
      placement.put(a, placement.x(a) - shift, placement.y(a));
      placement.put(b, placement.x(b) + shift, placement.y(b));
    } else {
      double shift = (dy < 0 ? -overY : overY) / 2;
      placement.put(a, placement.x(a), placement.y(a) - shift);
      placement.put(b, placement.x(b), placement.y(b) + shift);
    }
    return true;
  }
}
