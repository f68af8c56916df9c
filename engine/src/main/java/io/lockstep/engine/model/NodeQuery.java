package io.lockstep.engine.model;

import java.util.Arrays;
import java.util.Optional;

/** What can be asked of a node's kernel, besides counters and sysctls. */
public enum NodeQuery {
  /** A file of the kernel: {@code file("/proc/net/if_inet6")}. */
  FILE("file", true, 1, 1),
  /** All that the kernel has printed, each line with its virtual time. */
  LOG("log", true, 0, 0),
  /** The routes of all tables but the local one, as {@code ip route} shows them. */
  ROUTES("routes", true, 0, 0),
  /** What follows the destination in the routes to exactly one prefix. */
  ROUTE("route", true, 1, 1),
  /** The result of a route look-up, as {@code ip route get} shows it. */
  LOOKUP("lookup", true, 1, 1),
  /** The neighbour tables. */
  NEIGHBOURS("neighbours", true, 0, 0),
  /** The entry of one neighbour. */
  NEIGHBOUR("neighbour", true, 1, 1),
  /** The addresses of all netdevs, with their flags. */
  ADDRESSES("addresses", true, 0, 0),
  /** The rules of policy routing. */
  RULES("rules", true, 0, 0),
  /** The connections that conntrack knows. */
  CONNTRACK("conntrack", true, 0, 0),
  /** A counter of a netdev: {@code netdev("eth0", "rx_packets")}. */
  NETDEV("netdev", false, 2, 2),
  /** A counter of a queueing discipline: {@code qdisc("eth0", "dropped")}, by its handle. */
  QDISC("qdisc", false, 2, 3),
  /** A column of {@code /proc/net/softnet_stat}, over all CPUs. */
  SOFTNET("softnet", false, 1, 1),
  /** How many sockets there are: {@code sockets("tcp", "time-wait")}. */
  SOCKETS("sockets", false, 1, 2);

  private final String word;
  private final boolean text;
  private final int least;
  private final int most;

  NodeQuery(String word, boolean text, int least, int most) {
    this.word = word;
    this.text = text;
    this.least = least;
    this.most = most;
  }

  /** As a scenario writes it, behind the node's name and a dot. */
  public String word() {
    return word;
  }

  /** Whether the answer is a text; else it is a number. */
  public boolean isText() {
    return text;
  }

  /** How many arguments it needs. */
  public int least() {
    return least;
  }

  /** How many arguments it can have. */
  public int most() {
    return most;
  }

  /** The query of a name. */
  public static Optional<NodeQuery> of(String word) {
    return Arrays.stream(values()).filter(query -> query.word.equals(word)).findFirst();
  }
}
