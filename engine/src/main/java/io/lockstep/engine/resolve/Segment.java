package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Prefix;
import java.util.ArrayList;
import java.util.List;

/** A broadcast domain: a link, a LAN, several that bridges join, or a netdev all alone. */
final class Segment {
  final int index;

  /** In the order of declaration; none for a netdev alone. */
  final List<Wire> wires;

  /** The netdevs by which nodes speak IP here, in the order of declaration. */
  final List<NetdevState> stations = new ArrayList<>();

  Segment(int index, List<Wire> wires) {
    this.index = index;
    this.wires = wires;
  }

  /** Whether it is a link between two nodes that both speak IP on it. */
  boolean isPlainLink() {
    return wires.size() == 1
        && wires.get(0) instanceof LinkState
        && stations.size() == 2
        && stations.stream().allMatch(station -> station.wire != null);
  }

  /** Whether it leads anywhere. */
  boolean isShared() {
    return stations.size() > 1;
  }

  /** {@code link core}. */
  String describe() {
    return wires.isEmpty()
        ? stations.get(0).fullName()
        : wires.get(0).word() + " " + wires.get(0).name();
  }

  /** The first netdev of a node here that has an address of a family, else the first one. */
  NetdevState stationOf(int node, boolean ipv6) {
    NetdevState found = null;
    for (NetdevState station : stations) {
      if (station.node.index == node) {
        if (hasFamily(station, ipv6)) {
          return station;
        }
        found = found == null ? station : found;
      }
    }
    return found;
  }

  boolean contains(int node) {
    return stations.stream().anyMatch(station -> station.node.index == node);
  }

  static boolean hasFamily(NetdevState station, boolean ipv6) {
    for (GivenAddress address : station.addresses) {
      if (address.prefix().isIpv6() == ipv6) {
        return true;
      }
    }
    return false;
  }

  /** The first address of one netdev that lies in a subnet of the other, or null. */
  static Prefix neighbour(NetdevState own, NetdevState far, boolean ipv6) {
    for (GivenAddress candidate : far.addresses) {
      for (GivenAddress mine : own.addresses) {
        Prefix prefix = candidate.prefix();
        if (prefix.isIpv6() == ipv6 && mine.prefix().contains(prefix.address())) {
          return prefix;
        }
      }
    }
    return null;
  }
}
