package io.lockstep.libos.coverage;

import java.util.ArrayDeque;

/**
 * Finds how often blocks were executed from how often some arcs were taken: the arcs without a
 * counter are a tree, so there is always a block with a single unknown arc until all are known.
 */
final class ArcSolver {
  private static final int ENTRY = 0;
  private static final int EXIT = 1;

  private final FunctionNotes function;
  private final int[][] in;
  private final int[][] out;
  private final long[] taken;
  private final boolean[] known;

  ArcSolver(FunctionNotes function) {
    this.function = function;
    int n = function.blocks();
    int[] ins = new int[n];
    int[] outs = new int[n];
    for (Arc arc : function.arcs()) {
      outs[arc.from()]++;
      ins[arc.to()]++;
    }
    in = new int[n][];
    out = new int[n][];
    for (int i = 0; i < n; i++) {
      in[i] = new int[ins[i]];
      out[i] = new int[outs[i]];
    }
    for (int i = function.arcs().size() - 1; i >= 0; i--) {
      Arc arc = function.arcs().get(i);
      out[arc.from()][--outs[arc.from()]] = i;
      in[arc.to()][--ins[arc.to()]] = i;
    }
    taken = new long[function.arcs().size()];
    known = new boolean[taken.length];
  }

  long[] solve(long[] counters, int from) {
    int next = from;
    for (int i = 0; i < taken.length; i++) {
      if (function.arcs().get(i).counted()) {
        taken[i] = counters[next++];
        known[i] = true;
      }
    }
    ArrayDeque<Integer> blocks = new ArrayDeque<>();
    for (int i = 0; i < function.blocks(); i++) {
      blocks.add(i);
    }
    while (!blocks.isEmpty()) {
      look(blocks.remove(), blocks);
    }
    long[] counts = new long[function.blocks()];
    for (int i = 0; i < counts.length; i++) {
      long sum = 0;
      for (int arc : i == ENTRY || in[i].length == 0 ? out[i] : in[i]) {
        sum += taken[arc];
      }
      counts[i] = Math.max(0, sum);
    }
    return counts;
  }

  private void look(int block, ArrayDeque<Integer> blocks) {
    if (block == ENTRY || block == EXIT) {
      return;
    }
    int unknown = -1;
    boolean enters = false;
    long difference = 0;
    for (int side = 0; side < 2; side++) {
      for (int arc : side == 0 ? in[block] : out[block]) {
        if (known[arc]) {
          difference += side == 0 ? taken[arc] : -taken[arc];
        } else if (unknown >= 0) {
          return;
        } else {
          unknown = arc;
          enters = side == 0;
        }
      }
    }
    if (unknown >= 0) {
      taken[unknown] = Math.max(0, enters ? -difference : difference);
      known[unknown] = true;
      Arc arc = function.arcs().get(unknown);
      blocks.add(arc.from());
      blocks.add(arc.to());
    }
  }
}
