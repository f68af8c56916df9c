package io.lockstep.engine.sim;

import io.lockstep.engine.model.Source;
import java.nio.ByteBuffer;

/**
 * Watches a simulation. All calls come from the thread that runs it, in order of virtual time; all
 * times are virtual nanoseconds of the scenario, which starts at 0. A frame's bytes lie at {@code
 * [offset, offset + length)} of {@code memory} and are valid only during the call.
 *
 * <p>Direction 0 of a link leads from its end {@code a} to its end {@code b}.
 */
public interface SimulationListener {
  /** A frame has left a netdev. */
  default void sent(
      long timeNs, int link, int direction, ByteBuffer memory, int offset, int length) {}

  /** A frame is handed to the netdev at the other end. */
  default void received(
      long timeNs, int link, int direction, ByteBuffer memory, int offset, int length) {}

  /** A frame is lost: at its sending, or, if the link goes down or a node is dead, later. */
  default void dropped(
      long timeNs,
      int link,
      int direction,
      DropReason reason,
      ByteBuffer memory,
      int offset,
      int length) {}

  /** A scenario action, the start or end of an activity, a crash. */
  default void event(long timeNs, String description, Source source) {}

  /**
   * The time of an expectation has come: its own, or the end of the run.
   *
   * @param expectation index in the scenario
   * @param observations valid only during this call
   */
  default void check(long timeNs, int expectation, Observations observations) {}

  /** Called every so many events, and at least once at the end. */
  default void progress(long timeNs, long events) {}

  /** Called after each kernel has been booted, before virtual time 0. */
  default void booted(int nodes, int ofNodes) {}
}
