package io.lockstep.engine.traffic;

import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.LanPort;
import io.lockstep.engine.model.LanSpec;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.ScenarioCase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long frames propagate between two nodes, at most, on any of the shortest paths. Nothing that
 * is not on such a path matters.
 */
final class PathDelays {
  /** A way from a node into a link or LAN, or out of it. */
  private record Step(int to, long delayNs) {}

  /** By node, then by link, then by LAN: a frame gets from a node into these, and out again. */
  private final List<List<Step>> steps = new ArrayList<>();

  PathDelays(ScenarioCase scenario) {
    int nodes = scenario.nodes().size();
    for (int i = 0; i < nodes + scenario.links().size() + scenario.lans().size(); i++) {
      steps.add(new ArrayList<>());
    }
    int medium = nodes;
    for (LinkSpec link : scenario.links()) {
      long delay = Math.max(delay(link.forward()), delay(link.backward()));
      connect(link.a().node(), medium, delay);
      connect(link.b().node(), medium, delay);
      medium++;
    }
    for (LanSpec lan : scenario.lans()) {
      for (LanPort port : lan.ports()) {
        connect(port.end().node(), medium, delay(port.down()));
      }
      medium++;
    }
  }

  private void connect(int node, int medium, long delayNs) {
    steps.get(node).add(new Step(medium, 0));
    steps.get(medium).add(new Step(node, delayNs));
  }

  private static long delay(DirectionSpec direction) {
    return direction.delayNs() + direction.jitterNs();
  }

  /** Nanoseconds; 0 if no path of links and LANs leads there. */
  long between(int from, int to) {
    int[] hops = new int[steps.size()];
    long[] delays = new long[steps.size()];
    Arrays.fill(hops, -1);
    hops[from] = 0;
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(from));
    while (!queue.isEmpty() && hops[to] < 0) {
      // All of one distance, so that each delay is the greatest before it is built upon.
      for (int left = queue.size(); left > 0; left--) {
        int at = queue.remove();
        for (Step step : steps.get(at)) {
          if (hops[step.to()] < 0) {
            hops[step.to()] = hops[at] + 1;
            queue.add(step.to());
          }
          if (hops[step.to()] == hops[at] + 1) {
            delays[step.to()] = Math.max(delays[step.to()], delays[at] + step.delayNs());
          }
        }
      }
    }
    return delays[to];
  }
}
