package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/**
 * Packets in order: {@code expect sequence}.
 *
 * @param directions in which packets count, as 2 · wire + direction of {@link Wires}
 * @param filter which packets count, each of which has to be the next; null if there may be others
 */
public record SequenceSpec(
    ImmutableList<Integer> directions, PacketFilter filter, ImmutableList<Step> steps) {
  /** A line. */
  public sealed interface Step {
    Source source();
  }

  /**
   * A packet that has to come.
   *
   * @param directions as above; empty for all of the sequence
   * @param filter null if any packet will do
   * @param timing when it has to be sent
   * @param name the number under which it is remembered, or -1
   */
  public record Packet(
      ImmutableList<Integer> directions,
      PacketFilter filter,
      Timing timing,
      int name,
      Source source)
      implements Step {}

  /**
   * A packet that must not come.
   *
   * @param forNs for how long after the line before, in nanoseconds; -1 until the next packet that
   *     has to come
   */
  public record NoPacket(
      ImmutableList<Integer> directions, PacketFilter filter, long forNs, Source source)
      implements Step {}

  /**
   * A packet to be sent.
   *
   * @param afterNs so long after the line before, in nanoseconds
   */
  public record Inject(InjectSpec packet, long afterNs, Source source) implements Step {}

  /**
   * A span of virtual time, in nanoseconds, both ends included.
   *
   * @param relative whether it is counted from the line before
   * @param toNs {@link Long#MAX_VALUE} if any later time will do
   */
  public record Timing(boolean relative, long fromNs, long toNs) {
    /** Any time. */
    public static final Timing ANY = new Timing(true, 0, Long.MAX_VALUE);

    /** The earliest time, if the line before was at {@code last}. */
    public long earliest(long last) {
      return relative ? last + fromNs : Math.max(last, fromNs);
    }

    /** The latest time. */
    public long latest(long last) {
      return toNs == Long.MAX_VALUE ? Long.MAX_VALUE : relative ? last + toNs : toNs;
    }
  }
}
