package io.lockstep.engine.sim;

import io.lockstep.engine.inspect.TcpSocket;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Source;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Watches a simulation. All calls come from the thread that runs it, in order of virtual time; all
 * times are virtual nanoseconds of the scenario, which starts at 0. A frame's bytes lie at {@code
 * [offset, offset + length)} of {@code memory} and are valid only during the call.
 *
 * <p>Wires and directions are those of {@link io.lockstep.engine.model.Wires}. Of a LAN, a frame is
 * sent in direction 0 of the sender's port and received in direction 1 of each receiver's.
 */
public interface SimulationListener {
  /** A frame has left a netdev. */
  default void sent(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {}

  /** A frame is handed to the netdev at the other end. */
  default void received(
      long timeNs, int wire, int direction, ByteBuffer memory, int offset, int length) {}

  /** A frame is lost: at its sending, or, if the link goes down or a node is dead, later. */
  default void dropped(
      long timeNs,
      int wire,
      int direction,
      DropReason reason,
      ByteBuffer memory,
      int offset,
      int length) {}

  /**
   * What waits for a transmitter with a rate after a frame has been handed to it.
   *
   * @param packets that wait, without the one that is being transmitted
   * @param bytes of these
   */
  default void queued(long timeNs, int wire, int direction, int packets, long bytes) {}

  /**
   * A look at the TCP sockets of a node, without listeners and those in TIME-WAIT.
   *
   * @param sockets in the kernel's order
   */
  default void sockets(long timeNs, int node, List<TcpSocket> sockets) {}

  /** A scenario action, the start or end of an activity, a crash. */
  default void event(long timeNs, String description, Source source) {}

  /** A link, or the port of a LAN, went down or up. */
  default void carrier(long timeNs, int wire, boolean up) {}

  /** A node's kernel died, or another one has been booted in its place. */
  default void alive(long timeNs, int node, boolean alive) {}

  /**
   * The time of an expectation has come: its own, or the end of the run.
   *
   * @param expectation index in the scenario
   * @param observations valid only during this call
   */
  default void check(long timeNs, int expectation, Observations observations) {}

  /**
   * Whether a condition holds for which something waits; asked when something may have changed.
   *
   * @param observations valid only during this call
   */
  default boolean holds(long timeNs, Condition condition, Observations observations) {
    return false;
  }

  /**
   * Virtual time 0 of the scenario, before anything happens.
   *
   * @param observations valid only during this call
   */
  default void began(Observations observations) {}

  /** What {@link #look} shall be called for; asked once, before the run begins. */
  default List<Watched> watched() {
    return List.of();
  }

  /**
   * An instant is over in which something that is watched may have changed, or its time has begun.
   *
   * @param index in {@link #watched}
   * @param observations valid only during this call
   * @return whether it shall be looked at again
   */
  default boolean look(long timeNs, int index, Observations observations) {
    return false;
  }

  /**
   * The run is over; everything has been judged.
   *
   * @param observations valid only during this call
   */
  default void ended(long timeNs, Observations observations) {}

  /** Called every so many events, and at least once at the end. */
  default void progress(long timeNs, long events) {}

  /** Called after each kernel has been booted, before virtual time 0. */
  default void booted(int nodes, int ofNodes) {}
}
