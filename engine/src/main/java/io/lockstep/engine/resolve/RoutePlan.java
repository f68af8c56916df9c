package io.lockstep.engine.resolve;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.RouteSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes {@code routes auto}: on every node, for every subnet that is not on one of its own
 * links, the gateway on a shortest path. A node with one link gets a default route instead.
 */
final class RoutePlan {
  private static final Prefix DEFAULT4 = new Prefix(InetAddresses.forString("0.0.0.0"), 0);
  private static final Prefix DEFAULT6 = new Prefix(InetAddresses.forString("::"), 0);

  private final Topology topology;

  RoutePlan(Topology topology) {
    this.topology = topology;
  }

  /** By node, IPv4 before IPv6, then by the order in which the subnets were declared. */
  List<RouteSpec> routes() {
    List<RouteSpec> routes = new ArrayList<>();
    List<Subnet> subnets4 = subnets(false);
    List<Subnet> subnets6 = subnets(true);
    for (int node = 0; node < topology.nodes(); node++) {
      addRoutes(node, false, subnets4, routes);
      addRoutes(node, true, subnets6, routes);
    }
    return routes;
  }

  static Prefix defaultPrefix(boolean ipv6) {
    return ipv6 ? DEFAULT6 : DEFAULT4;
  }

  /** A network and a link on which it is found. */
  private record Subnet(Prefix network, LinkSpec link) {}

  private List<Subnet> subnets(boolean ipv6) {
    List<Subnet> subnets = new ArrayList<>();
    for (LinkSpec link : topology.links()) {
      Set<Prefix> seen = new HashSet<>();
      for (int which = 0; which < 2; which++) {
        for (Prefix prefix : link.end(which).addresses()) {
          if (prefix.isIpv6() == ipv6 && seen.add(prefix.network())) {
            subnets.add(new Subnet(prefix.network(), link));
          }
        }
      }
    }
    return subnets;
  }

  private void addRoutes(int node, boolean ipv6, List<Subnet> subnets, List<RouteSpec> routes) {
    if (topology.linksOf(node).size() <= 1) {
      topology.linksOf(node).forEach(link -> addDefault(node, ipv6, link, routes));
      return;
    }
    Topology.Paths paths = topology.pathsFrom(node, link -> Topology.hasFamily(link, ipv6));
    Map<Integer, Prefix> gateways = new HashMap<>();
    for (Subnet subnet : subnets) {
      LinkSpec link = subnet.link;
      if (link.a().node() == node || link.b().node() == node) {
        continue;
      }
      int nearest = nearest(paths, link);
      if (nearest < 0) {
        continue;
      }
      LinkSpec first = paths.firstLink(nearest);
      LinkEnd own = Topology.endAt(first, node);
      Prefix gateway =
          gateways.computeIfAbsent(
              first.index(), key -> reachable(own, Topology.farEnd(first, node), ipv6));
      if (gateway != null) {
        routes.add(new RouteSpec(node, subnet.network, gateway.address(), own.device()));
      }
    }
  }

  /** On a node with one link, if there is anything behind its neighbour. */
  private void addDefault(int node, boolean ipv6, LinkSpec only, List<RouteSpec> routes) {
    LinkEnd own = Topology.endAt(only, node);
    LinkEnd far = Topology.farEnd(only, node);
    Prefix gateway = reachable(own, far, ipv6);
    boolean more =
        topology.linksOf(far.node()).stream()
            .anyMatch(link -> link != only && Topology.hasFamily(link, ipv6));
    if (gateway != null && more) {
      routes.add(new RouteSpec(node, defaultPrefix(ipv6), gateway.address(), own.device()));
    }
  }

  /** The end of the link with the shorter path; of equals the one whose first link came first. */
  private static int nearest(Topology.Paths paths, LinkSpec link) {
    int a = link.a().node();
    int b = link.b().node();
    int hopsA = paths.hops(a);
    int hopsB = paths.hops(b);
    if (hopsA < 0 || hopsB < 0) {
      return hopsA < 0 ? (hopsB < 0 ? -1 : b) : a;
    }
    if (hopsA == hopsB) {
      return paths.firstLink(a).index() <= paths.firstLink(b).index() ? a : b;
    }
    return hopsA < hopsB ? a : b;
  }

  /** The first address of the far end that lies in a subnet of the own end. */
  private static Prefix reachable(LinkEnd own, LinkEnd far, boolean ipv6) {
    for (Prefix candidate : far.addresses()) {
      for (Prefix mine : own.addresses()) {
        if (candidate.isIpv6() == ipv6 && mine.contains(candidate.address())) {
          return candidate;
        }
      }
    }
    return null;
  }
}
