package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import java.net.InetAddress;

/**
 * How datagrams are sent and received, beyond how many of what size.
 *
 * @param parallel sockets that send, each at the flow's rate
 * @param reverse where the target sends to; null unless it sends
 * @param pace null for a constant rate
 * @param size null for a constant size
 * @param durationNs how long it sends from its start, or -1
 * @param number protocol of {@link Transport#RAW}, Ethernet type of {@link Transport#PACKET}
 * @param fromNetdev of {@link Transport#PACKET}
 * @param toNetdev likewise
 * @param members of the multicast group that is the target; empty for others
 * @param sources that the members want to hear; empty for all
 */
public record DatagramSpec(
    Transport transport,
    SocketSpec sockets,
    int parallel,
    Heading heading,
    InetAddress reverse,
    Pace pace,
    Law size,
    long durationNs,
    int number,
    String fromNetdev,
    String toNetdev,
    ImmutableList<Member> members,
    ImmutableList<InetAddress> sources) {
  /** UDP from one socket to one node, at a constant rate. */
  public static final DatagramSpec PLAIN =
      new DatagramSpec(
          Transport.UDP, SocketSpec.PLAIN, 1, Heading.FORWARD, null, null, null, -1, 0, "", "",
          ImmutableList.of(), ImmutableList.of());

  /**
   * A node that joins the group.
   *
   * @param netdev through which, or empty for the one that the routes say
   * @param joinNs virtual time
   * @param leaveNs virtual time, or -1
   */
  public record Member(int node, String netdev, long joinNs, long leaveNs) {}
}
