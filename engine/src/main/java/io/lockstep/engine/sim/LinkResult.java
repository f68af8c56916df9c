package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableList;

/**
 * What passed over a link, or through a port of a LAN.
 *
 * @param wire as {@link io.lockstep.engine.model.Wires} counts: a link's index is the same
 * @param directions two: of a link from {@code a} to {@code b}, then back; of a port from the
 *     member to the switch, then back
 */
public record LinkResult(int wire, ImmutableList<Direction> directions) {
  /**
   * Counts of frames of one direction. {@code sent} and {@code duplicated} together are the sum of
   * what was delivered, dropped and in flight when the run ended.
   *
   * @param sent by the netdev at its beginning
   * @param delivered to the netdev at its end
   * @param deliveredBytes with Ethernet headers
   * @param duplicated by the link, so that they arrived twice
   * @param corrupted by the link, so that one bit is wrong
   */
  public record Direction(
      long sent,
      long delivered,
      long deliveredBytes,
      long droppedQueueFull,
      long droppedLoss,
      long droppedLinkDown,
      long droppedNodeDead,
      long duplicated,
      long corrupted) {}
}
