package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Who is linked to whom, and shortest paths by number of links. */
final class Topology {
  private final int nodes;
  private final ImmutableList<LinkSpec> links;
  private final ImmutableList<ImmutableList<LinkSpec>> linksOfNode;

  Topology(int nodes, List<LinkSpec> links) {
    this.nodes = nodes;
    this.links = ImmutableList.copyOf(links);
    List<ImmutableList.Builder<LinkSpec>> builders = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      builders.add(ImmutableList.builder());
    }
    for (LinkSpec link : links) {
      builders.get(link.a().node()).add(link);
      if (link.b().node() != link.a().node()) {
        builders.get(link.b().node()).add(link);
      }
    }
    ImmutableList.Builder<ImmutableList<LinkSpec>> all = ImmutableList.builder();
    builders.forEach(builder -> all.add(builder.build()));
    this.linksOfNode = all.build();
  }

  int nodes() {
    return nodes;
  }

  ImmutableList<LinkSpec> links() {
    return links;
  }

  /** In the order of declaration. */
  ImmutableList<LinkSpec> linksOf(int node) {
    return linksOfNode.get(node);
  }

  static LinkEnd endAt(LinkSpec link, int node) {
    return link.a().node() == node ? link.a() : link.b();
  }

  static LinkEnd farEnd(LinkSpec link, int node) {
    return link.a().node() == node ? link.b() : link.a();
  }

  static boolean hasFamily(LinkSpec link, boolean ipv6) {
    return hasFamily(link.a(), ipv6) && hasFamily(link.b(), ipv6);
  }

  static boolean hasFamily(LinkEnd end, boolean ipv6) {
    for (Prefix prefix : end.addresses()) {
      if (prefix.isIpv6() == ipv6) {
        return true;
      }
    }
    return false;
  }

  /** The first link between two nodes, or null. */
  LinkSpec between(int from, int to) {
    boolean fewer = linksOf(from).size() <= linksOf(to).size();
    int near = fewer ? from : to;
    int far = fewer ? to : from;
    for (LinkSpec link : linksOf(near)) {
      if (farEnd(link, near).node() == far) {
        return link;
      }
    }
    return null;
  }

  /** Shortest paths from one node; ties go to the link declared first at the node nearer by. */
  Paths pathsFrom(int source, Predicate<LinkSpec> usable) {
    int[] distance = new int[nodes];
    LinkSpec[] first = new LinkSpec[nodes];
    LinkSpec[] last = new LinkSpec[nodes];
    Arrays.fill(distance, -1);
    distance[source] = 0;
    int[] queue = new int[nodes];
    int tail = 0;
    queue[tail++] = source;
    for (int head = 0; head < tail; head++) {
      int node = queue[head];
      for (LinkSpec link : linksOfNode.get(node)) {
        int next = farEnd(link, node).node();
        if (distance[next] < 0 && usable.test(link)) {
          distance[next] = distance[node] + 1;
          first[next] = node == source ? link : first[node];
          last[next] = link;
          queue[tail++] = next;
        }
      }
    }
    return new Paths(distance, first, last);
  }

  /** The shortest paths from one node to all others. */
  static final class Paths {
    private final int[] distance;
    private final LinkSpec[] first;
    private final LinkSpec[] last;

    private Paths(int[] distance, LinkSpec[] first, LinkSpec[] last) {
      this.distance = distance;
      this.first = first;
      this.last = last;
    }

    /** In links, or -1 if there is no path. */
    int hops(int target) {
      return distance[target];
    }

    /** The link by which the path leaves its source. */
    LinkSpec firstLink(int target) {
      return first[target];
    }

    /** The links of the path, in the order in which they are taken; null if there is none. */
    ImmutableList<LinkSpec> path(int target) {
      if (distance[target] < 0) {
        return null;
      }
      LinkSpec[] path = new LinkSpec[distance[target]];
      int node = target;
      for (int i = path.length - 1; i >= 0; i--) {
        path[i] = last[node];
        node = farEnd(last[node], node).node();
      }
      return ImmutableList.copyOf(path);
    }
  }
}
