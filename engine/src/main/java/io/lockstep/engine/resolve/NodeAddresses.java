package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The addresses of nodes, as packets have them. */
final class NodeAddresses {
  private NodeAddresses() {}

  /**
   * All of some nodes' addresses of a kind.
   *
   * @param kind {@code ip}, {@code ip6} or {@code mac}; otherwise there are none
   */
  static ImmutableSet<Value> of(List<NodeState> nodes, List<Names.Full> named, String kind) {
    ImmutableSet.Builder<Value> found = ImmutableSet.builder();
    for (Names.Full name : named) {
      for (NodeState node : nodes) {
        if (node.name.equals(name.toString())) {
          found.addAll(of(node, kind));
        }
      }
    }
    return found.build();
  }

  private static Set<Value> of(NodeState node, String kind) {
    Set<Value> found = new LinkedHashSet<>();
    for (NetdevState netdev : node.ports) {
      found.addAll(of(netdev, kind));
    }
    for (NetdevState netdev : node.netdevs.values()) {
      found.addAll(of(netdev, kind));
    }
    return found;
  }

  /** Those of a netdev, in the order in which it has them. */
  static Set<Value> of(NetdevState netdev, String kind) {
    Set<Value> found = new LinkedHashSet<>();
    if (kind.equals("mac")) {
      if (netdev.mac >= 0) {
        found.add(new Value.Mac(netdev.mac));
      }
      return found;
    }
    for (GivenAddress given : netdev.addresses) {
      InetAddress address = given.prefix().address();
      int bytes = address.getAddress().length;
      if (kind.equals("ip") && bytes == 4 || kind.equals("ip6") && bytes == 16) {
        found.add(new Value.Address(address));
      }
    }
    return found;
  }
}
