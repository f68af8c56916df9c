package io.lockstep.engine.resolve;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Who is on which broadcast domain, and shortest paths by number of domains. */
final class Topology {
  private final int nodes;
  private final ImmutableList<Segment> segments;
  private final List<List<Segment>> segmentsOfNode = new ArrayList<>();
  private final ListMultimap<Integer, NetdevState> stubs = ArrayListMultimap.create();

  Topology(int nodes, List<Segment> segments) {
    this.nodes = nodes;
    this.segments = ImmutableList.copyOf(segments);
    for (int i = 0; i < nodes; i++) {
      segmentsOfNode.add(new ArrayList<>());
    }
    for (Segment segment : segments) {
      if (segment.isShared()) {
        for (NetdevState station : segment.stations) {
          List<Segment> own = segmentsOfNode.get(station.node.index);
          if (own.isEmpty() || own.get(own.size() - 1) != segment) {
            own.add(segment);
          }
        }
      } else {
        segment.stations.forEach(station -> stubs.put(station.node.index, station));
      }
    }
  }

  /** A step of a path. */
  record Hop(Segment segment, int from, int to) {}

  int nodes() {
    return nodes;
  }

  ImmutableList<Segment> segments() {
    return segments;
  }

  /** Those that lead to other nodes, in the order of declaration. */
  List<Segment> segmentsOf(int node) {
    return segmentsOfNode.get(node);
  }

  /** Netdevs of a node that are alone on their domain. */
  List<NetdevState> stubsOf(int node) {
    return stubs.get(node);
  }

  /** The first domain that two nodes share, or null. */
  Segment between(int from, int to) {
    boolean fewer = segmentsOf(from).size() <= segmentsOf(to).size();
    int near = fewer ? from : to;
    int far = fewer ? to : from;
    for (Segment segment : segmentsOf(near)) {
      if (segment.contains(far)) {
        return segment;
      }
    }
    return null;
  }

  /** Shortest paths from one node; ties go to the domain declared first at the node nearer by. */
  Paths pathsFrom(int source, Predicate<NetdevState> usable) {
    return new Paths(source, usable);
  }

  private static boolean isUsable(Segment segment, int node, Predicate<NetdevState> usable) {
    for (NetdevState station : segment.stations) {
      if (station.node.index == node && usable.test(station)) {
        return true;
      }
    }
    return false;
  }

  /** The shortest paths from one node to all others; found as far as somebody asks for them. */
  final class Paths {
    private final int source;
    private final Predicate<NetdevState> usable;
    private final int[] distance = new int[nodes];
    private final Segment[] first = new Segment[nodes];
    private final int[] gateway = new int[nodes];
    private final Hop[] last = new Hop[nodes];
    private final boolean[] crossed = new boolean[segments.size()];
    private final int[] queue = new int[nodes];
    private int head;
    private int tail;

    private Paths(int source, Predicate<NetdevState> usable) {
      this.source = source;
      this.usable = usable;
      Arrays.fill(distance, -1);
      distance[source] = 0;
      queue[tail++] = source;
    }

    private void reach(int target) {
      while (distance[target] < 0 && head < tail) {
        leave(queue[head++]);
      }
    }

    private void leave(int node) {
      for (Segment segment : segmentsOfNode.get(node)) {
        if (crossed[segment.index] || !isUsable(segment, node, usable)) {
          continue;
        }
        crossed[segment.index] = true;
        for (NetdevState station : segment.stations) {
          int next = station.node.index;
          if (distance[next] < 0 && usable.test(station)) {
            distance[next] = distance[node] + 1;
            first[next] = node == source ? segment : first[node];
            gateway[next] = node == source ? next : gateway[node];
            last[next] = new Hop(segment, node, next);
            queue[tail++] = next;
          }
        }
      }
    }

    /** In domains, or -1 if there is no path. */
    int hops(int target) {
      reach(target);
      return distance[target];
    }

    /** The domain by which the path leaves its source. */
    Segment firstSegment(int target) {
      reach(target);
      return first[target];
    }

    /** The first node behind the source. */
    int gateway(int target) {
      reach(target);
      return gateway[target];
    }

    /** The steps of the path in their order; null if there is none. */
    ImmutableList<Hop> path(int target) {
      reach(target);
      if (distance[target] < 0) {
        return null;
      }
      Hop[] path = new Hop[distance[target]];
      int node = target;
      for (int i = path.length - 1; i >= 0; i--) {
        path[i] = last[node];
        node = last[node].from;
      }
      return ImmutableList.copyOf(path);
    }
  }
}
