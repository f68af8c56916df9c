package io.lockstep.engine.resolve;

import com.google.common.collect.Iterables;
import com.google.common.net.InetAddresses;
import io.lockstep.grammar.ast.Span;
import java.net.InetAddress;

/** Which addresses a node can reach without a router. */
final class Neighbourhood {
  private Neighbourhood() {}

  /** Those that a netdev has before the start, and those that it may get later. */
  static Iterable<GivenAddress> addresses(NetdevState netdev) {
    return Iterables.concat(netdev.addresses, netdev.later);
  }

  /**
   * The netdev by which a node reaches a gateway.
   *
   * @param dev its name if that was written, else null
   */
  static NetdevState netdev(NodeState node, InetAddress gateway, Span span, String dev) {
    NetdevState found = null;
    for (NetdevState netdev : node.netdevs.values()) {
      for (GivenAddress own : addresses(netdev)) {
        if (own.prefix().address().equals(gateway)) {
          throw Mistake.at(
              span,
              "own-address",
              InetAddresses.toAddrString(gateway)
                  + " belongs to "
                  + node.name
                  + " itself, expected the address of a neighbour");
        }
        boolean fits = dev == null || netdev.name.equals(dev);
        if (found == null && fits && own.prefix().contains(gateway)) {
          found = netdev;
        }
      }
    }
    if (found != null) {
      return found;
    }
    boolean linkLocal = gateway.getAddress().length == 16 && gateway.isLinkLocalAddress();
    if (linkLocal && dev != null) {
      return node.netdevs.get(dev);
    }
    if (linkLocal) {
      throw Mistake.at(
          span,
          "missing-attribute",
          "a link-local gateway needs 'dev', such as 'via "
              + InetAddresses.toAddrString(gateway)
              + " dev eth0'");
    }
    throw Mistake.at(
        span,
        "unreachable-gateway",
        "the gateway "
            + InetAddresses.toAddrString(gateway)
            + (dev == null ? " is on no link of " + node.name : " is on no subnet of "
                + node.name + "." + dev));
  }
}
