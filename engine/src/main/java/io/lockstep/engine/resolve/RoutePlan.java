package io.lockstep.engine.resolve;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes {@code routes auto}: on every node, for every subnet that is not on one of its own
 * links or LANs, the gateway on a shortest path. A node that has only one way out gets a default
 * route instead.
 */
final class RoutePlan {
  private static final Prefix DEFAULT4 = new Prefix(InetAddresses.forString("0.0.0.0"), 0);
  private static final Prefix DEFAULT6 = new Prefix(InetAddresses.forString("::"), 0);

  private final Topology topology;

  RoutePlan(Topology topology) {
    this.topology = topology;
  }

  /** A route by a neighbour. */
  record Computed(int node, Prefix destination, Prefix gateway, NetdevState netdev) {}

  /** By node, IPv4 before IPv6, then by the order in which the subnets were declared. */
  List<Computed> routes() {
    List<Computed> routes = new ArrayList<>();
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

  /** A network and a domain on which it is found. */
  private record Subnet(Prefix network, Segment segment) {}

  private List<Subnet> subnets(boolean ipv6) {
    List<Subnet> subnets = new ArrayList<>();
    for (Segment segment : topology.segments()) {
      Set<Prefix> seen = new HashSet<>();
      for (NetdevState station : segment.stations) {
        for (GivenAddress address : station.addresses) {
          Prefix prefix = address.prefix();
          boolean global = !prefix.address().isLinkLocalAddress();
          if (prefix.isIpv6() == ipv6 && global && seen.add(prefix.network())) {
            subnets.add(new Subnet(prefix.network(), segment));
          }
        }
      }
    }
    return subnets;
  }

  private void addRoutes(int node, boolean ipv6, List<Subnet> subnets, List<Computed> routes) {
    List<Segment> own = topology.segmentsOf(node);
    if (own.isEmpty()) {
      return;
    }
    Set<Integer> ways = own.size() == 1 ? waysOut(node, own.get(0), ipv6) : Set.of();
    if (own.size() == 1 && ways.size() <= 1) {
      ways.forEach(way -> addDefault(node, way, ipv6, own.get(0), routes));
      return;
    }
    Topology.Paths paths =
        topology.pathsFrom(node, station -> Segment.hasFamily(station, ipv6));
    Map<Integer, Prefix> gateways = new HashMap<>();
    for (Subnet subnet : subnets) {
      if (subnet.segment.contains(node)) {
        continue;
      }
      int nearest = nearest(paths, subnet.segment, ipv6);
      if (nearest < 0) {
        continue;
      }
      Segment first = paths.firstSegment(nearest);
      int next = paths.gateway(nearest);
      NetdevState station = first.stationOf(node, ipv6);
      Prefix gateway =
          gateways.computeIfAbsent(
              next,
              key -> Segment.neighbour(station, first.stationOf(next, ipv6), ipv6));
      if (gateway != null) {
        routes.add(new Computed(node, subnet.network, gateway, station));
      }
    }
  }

  /** The neighbours on a node's only domain behind which there is more. */
  private Set<Integer> waysOut(int node, Segment only, boolean ipv6) {
    Set<Integer> ways = new LinkedHashSet<>();
    NetdevState own = only.stationOf(node, ipv6);
    for (NetdevState far : only.stations) {
      int index = far.node.index;
      if (index != node && leadsOn(index, only, ipv6)
          && Segment.neighbour(own, far, ipv6) != null) {
        ways.add(index);
      }
    }
    return ways;
  }

  private boolean leadsOn(int node, Segment only, boolean ipv6) {
    for (Segment segment : topology.segmentsOf(node)) {
      if (segment != only && segment.isShared() && family(segment, node, ipv6)) {
        return true;
      }
    }
    return hasStub(node, ipv6);
  }

  private static boolean family(Segment segment, int node, boolean ipv6) {
    boolean own = false;
    boolean other = false;
    for (NetdevState station : segment.stations) {
      boolean has = Segment.hasFamily(station, ipv6);
      own |= has && station.node.index == node;
      other |= has && station.node.index != node;
    }
    return own && other;
  }

  private boolean hasStub(int node, boolean ipv6) {
    return topology.stubsOf(node).stream().anyMatch(stub -> Segment.hasFamily(stub, ipv6));
  }

  private static void addDefault(
      int node, int way, boolean ipv6, Segment only, List<Computed> routes) {
    NetdevState own = only.stationOf(node, ipv6);
    Prefix gateway = Segment.neighbour(own, only.stationOf(way, ipv6), ipv6);
    if (gateway != null) {
      routes.add(new Computed(node, defaultPrefix(ipv6), gateway, own));
    }
  }

  /** The node of a domain with the shortest path; of equals that whose first domain was first. */
  private static int nearest(Topology.Paths paths, Segment segment, boolean ipv6) {
    int nearest = -1;
    for (NetdevState station : segment.stations) {
      int node = station.node.index;
      int hops = paths.hops(node);
      if (hops < 0 || !Segment.hasFamily(station, ipv6)) {
        continue;
      }
      if (nearest < 0
          || hops < paths.hops(nearest)
          || hops == paths.hops(nearest)
              && paths.firstSegment(node).index < paths.firstSegment(nearest).index) {
        nearest = node;
      }
    }
    return nearest;
  }
}
