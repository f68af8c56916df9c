package io.lockstep.engine.sim;

/** Why a frame that left a netdev never reached the one at the other end. */
public enum DropReason {
  /** The transmitter's queue was full. */
  QUEUE_FULL,
  /** The link's random loss. */
  LOSS,
  /** The link was down when the frame was sent, or went down while it was queued or in flight. */
  LINK_DOWN,
  /** The kernel at the other end had crashed. */
  NODE_DEAD
}
