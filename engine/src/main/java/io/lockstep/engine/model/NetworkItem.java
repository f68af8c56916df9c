package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Something of a node's network that is configured through rtnetlink(7), before the start or while
 * the scenario runs; netdevs are named, as ip(8) does.
 */
public sealed interface NetworkItem {
  /** Index of the node. */
  int node();

  Source source();

  /**
   * A virtual netdev: {@code ip link add NAME type KIND …}.
   *
   * @param kind of {@code IFLA_INFO_KIND}: {@code bridge}, {@code vlan}, {@code vxlan}, …
   * @param options by their word in the scenario language; the value has been checked for its type,
   *     not for its range
   * @param mac 48 bits, or -1 to let the kernel choose
   * @param mtu bytes, or 0 to let the kernel choose
   * @param up whether it is set up at once
   */
  record Device(
      int node,
      String name,
      String kind,
      ImmutableMap<String, OptionValue> options,
      long mac,
      int mtu,
      boolean up,
      Source source)
      implements NetworkItem {}

  /** {@code ip address add PREFIX dev NETDEV}. */
  record Address(int node, String netdev, Prefix prefix, Source source) implements NetworkItem {}

  /** {@code ip link set NETDEV up|down}: the administrative state. */
  record State(int node, String netdev, boolean up, Source source) implements NetworkItem {}

  /** {@code ip link set NETDEV mtu BYTES}. */
  record Mtu(int node, String netdev, int mtu, Source source) implements NetworkItem {}

  /** {@code ip link set NETDEV address MAC}. */
  record MacAddress(int node, String netdev, long mac, Source source) implements NetworkItem {}

  /** {@code ip link set NETDEV master DEVICE}; null releases it. */
  record Master(int node, String netdev, String master, Source source) implements NetworkItem {}

  /**
   * {@code ip route add}.
   *
   * @param type how packets are treated
   * @param destination length 0 for the default route
   * @param hops none for a type other than {@link RouteType#UNICAST}; several make a multipath
   *     route
   * @param table 1 to 2^32-1; 254 is main
   * @param metric priority, or -1 for the kernel's default
   * @param preferred source address, or null
   * @param mtu bytes, or 0
   */
  record Route(
      int node,
      RouteType type,
      Prefix destination,
      ImmutableList<Hop> hops,
      long table,
      long metric,
      InetAddress preferred,
      int mtu,
      Source source)
      implements NetworkItem {}

  /**
   * A next hop.
   *
   * @param gateway or null if on-link
   * @param netdev or null if the kernel is to find it by the gateway
   * @param weight 1 to 256
   */
  record Hop(InetAddress gateway, String netdev, int weight) {}

  /** How a route treats packets. */
  enum RouteType {
    UNICAST,
    BLACKHOLE,
    UNREACHABLE,
    PROHIBIT,
    THROW
  }

  /**
   * {@code ip rule add}.
   *
   * @param ipv6 the family
   * @param from or null for all
   * @param to or null for all
   * @param iif incoming netdev, or null
   * @param oif outgoing netdev (of local sockets), or null
   * @param fwmark or 0
   * @param fwmask or 0 for all bits
   * @param priority or -1 to let the kernel choose
   * @param table looked up; 0 with another type
   * @param type {@link RouteType#UNICAST} for a look-up, else the verdict
   */
  record Rule(
      int node,
      boolean ipv6,
      Prefix from,
      Prefix to,
      String iif,
      String oif,
      long fwmark,
      long fwmask,
      long priority,
      long table,
      RouteType type,
      Source source)
      implements NetworkItem {}

  /** {@code ip neighbour add ADDRESS lladdr MAC dev NETDEV nud permanent}. */
  record Neighbour(int node, InetAddress address, long mac, String netdev, Source source)
      implements NetworkItem {}

  /** {@code tc qdisc add dev NETDEV root …} with all that hangs below. */
  record Queueing(int node, String netdev, Qdisc root, Source source) implements NetworkItem {}

  /**
   * A queueing discipline.
   *
   * @param kind {@code htb}, {@code netem}, …
   * @param options by their word in the scenario language
   * @param classes of a classful qdisc, in the order of declaration
   * @param child the qdisc behind one with a single class (tbf, red, netem)
   */
  record Qdisc(
      String kind,
      ImmutableMap<String, OptionValue> options,
      ImmutableList<QdiscClass> classes,
      Optional<Qdisc> child,
      Source source) {}

  /**
   * A class of a qdisc.
   *
   * @param minor of its handle, 1 to 65535
   * @param parent minor of the parent class, or 0 for the qdisc itself
   * @param options rate, ceil, prio, …
   * @param matches each is one filter of the flower classifier (tc-flower(8)) that leads here
   * @param leaf its qdisc
   */
  record QdiscClass(
      int minor,
      int parent,
      ImmutableMap<String, OptionValue> options,
      ImmutableList<ImmutableMap<String, OptionValue>> matches,
      Optional<Qdisc> leaf,
      Source source) {}
}
