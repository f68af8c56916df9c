package io.lockstep.engine.netlink.qdiscs;

/**
 * The units of the packet schedulers. {@code /proc/net/psched} says {@code 000003e8 00000040
 * 000f4240 3b9aca00} in every kernel: a tick is 64 ns, the clock has a resolution of 1 ns.
 */
final class Psched {
  private static final double TICKS_PER_US = 1000.0 / 64;
  private static final double US_PER_SECOND = 1e6;
  private static final long UINT32_MAX = 0xffffffffL;

  private Psched() {}

  /** A time in ticks, rounded down. */
  static long ticks(long ns) {
    return Math.min(ns / 64, UINT32_MAX);
  }

  /**
   * The time that bytes take, in ticks, rounded up.
   *
   * @param rate bytes per second
   */
  static long transmissionTicks(double rate, double bytes) {
    double ticks = US_PER_SECOND * (bytes / rate) * TICKS_PER_US;
    return (long) Math.min(Math.ceil(ticks), UINT32_MAX);
  }
}
