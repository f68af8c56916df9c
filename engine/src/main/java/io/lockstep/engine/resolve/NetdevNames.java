package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Span;

/** The names of netdevs: what is allowed, who has which, and names for those without one. */
final class NetdevNames {
  private static final int LONGEST = 15;
  private static final ImmutableList<String> RESERVED =
      ImmutableList.of("lo", "all", "default", ".", "..");

  private NetdevNames() {}

  /** A name for a new netdev. */
  static String checked(String text, Span span) {
    boolean plain = text.matches("[!-~&&[^/:]]+");
    if (text.length() > LONGEST || RESERVED.contains(text) || !plain) {
      throw Mistake.at(
          span,
          "bad-netdev",
          "'" + text + "' cannot be the name of a netdev, expected at most 15 characters without"
              + " slash, colon and space, and none of lo, all, default");
    }
    return text;
  }

  /** Puts a netdev among those of its node. */
  static void define(NetdevState netdev) {
    NetdevState earlier = netdev.node.netdevs.putIfAbsent(netdev.name, netdev);
    if (earlier != null) {
      throw Mistake.at(
          netdev.span,
          "duplicate-name",
          netdev.node.name + " already has a netdev named '" + netdev.name + "'",
          "first defined at " + earlier.span.location());
    }
  }

  /** The netdev of a name. */
  static NetdevState require(NodeState node, String name, Span span) {
    NetdevState netdev = node.netdevs.get(name);
    if (netdev == null) {
      throw Mistake.at(
          span,
          "unknown-netdev",
          node.name
              + " has no netdev '"
              + name
              + "'"
              + Suggestions.didYouMean(name, node.netdevs.keySet()),
          "its netdevs are " + String.join(", ", node.netdevs.keySet()));
    }
    return netdev;
  }

  /** eth0, eth1, … by the place on the node; a name that was chosen by hand is passed over. */
  static void nameRest(NodeState node) {
    for (NetdevState port : node.ports) {
      for (int number = port.number; port.name == null; number++) {
        String name = "eth" + number;
        if (!node.netdevs.containsKey(name)) {
          port.name = name;
          node.netdevs.put(name, port);
        }
      }
    }
  }
}
