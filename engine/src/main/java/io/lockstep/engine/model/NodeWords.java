package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/** The names that queries of nodes know. */
public final class NodeWords {
  /** Counters of netdevs: {@code struct rtnl_link_stats64} of {@code linux/if_link.h}. */
  public static final ImmutableList<String> NETDEV_COUNTERS =
      ImmutableList.of(
          "rx_packets", "tx_packets", "rx_bytes", "tx_bytes", "rx_errors", "tx_errors",
          "rx_dropped", "tx_dropped", "multicast", "collisions", "rx_length_errors",
          "rx_over_errors", "rx_crc_errors", "rx_frame_errors", "rx_fifo_errors",
          "rx_missed_errors", "tx_aborted_errors", "tx_carrier_errors", "tx_fifo_errors",
          "tx_heartbeat_errors", "tx_window_errors", "rx_compressed", "tx_compressed",
          "rx_nohandler");

  /** Counters of queueing disciplines: {@code linux/gen_stats.h}, by tc(8)'s names. */
  public static final ImmutableList<String> QDISC_COUNTERS =
      ImmutableList.of(
          "bytes", "packets", "qlen", "backlog", "dropped", "requeues", "overlimits");

  /** Columns of {@code /proc/net/softnet_stat} by number; some have no name. */
  public static final ImmutableList<String> SOFTNET_COLUMNS =
      ImmutableList.of(
          "processed", "dropped", "time_squeeze", "", "", "", "", "", "cpu_collision",
          "received_rps", "flow_limit_count");

  /** States of TCP sockets by ss(8)'s names; the first is number 1 of {@code tcp_states.h}. */
  public static final ImmutableList<String> SOCKET_STATES =
      ImmutableList.of(
          "established", "syn-sent", "syn-recv", "fin-wait-1", "fin-wait-2", "time-wait",
          "close", "close-wait", "last-ack", "listen", "closing");

  /** Protocols with a file of sockets in {@code /proc/net}. */
  public static final ImmutableList<String> SOCKET_PROTOCOLS =
      ImmutableList.of("tcp", "udp", "udplite", "raw", "icmp", "packet", "unix", "netlink");

  private NodeWords() {}

  /** The unit of a counter. */
  public static Unit unit(String counter) {
    boolean bytes = counter.endsWith("bytes") || counter.equals("backlog");
    return bytes ? Unit.SIZE : Unit.NONE;
  }
}
