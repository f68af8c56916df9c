package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableList;

/**
 * What passed over a link.
 *
 * @param index of the link in the scenario
 * @param directions two: from {@code a} to {@code b}, then back
 */
public record LinkResult(int index, ImmutableList<Direction> directions) {
  /**
   * Counts of frames of one direction. {@code sent} is the sum of the others except {@code
   * deliveredBytes}, plus what was in flight when the run ended.
   *
   * @param sent by the netdev at its beginning
   * @param delivered to the netdev at its end
   * @param deliveredBytes with Ethernet headers
   */
  public record Direction(
      long sent,
      long delivered,
      long deliveredBytes,
      long droppedQueueFull,
      long droppedLoss,
      long droppedLinkDown,
      long droppedNodeDead) {}
}
