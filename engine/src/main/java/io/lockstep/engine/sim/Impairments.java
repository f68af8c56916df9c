package io.lockstep.engine.sim;

import io.lockstep.engine.model.DirectionSpec;

/**
 * What one direction of a link does to frames beyond rate, delay, queue and loss. Each impairment
 * has a random stream of its own, so that to switch one on or off changes nothing about the others;
 * none takes a number while it is off.
 */
final class Impairments {
  /** Bytes of a frame that are never corrupted: the Ethernet header. */
  static final int HEADER = 14;

  private final RandomStream jitters;
  private final RandomStream reorders;
  private final RandomStream duplicates;
  private final RandomStream corruptions;

  private long jitter;
  private long reorder;
  private long duplicate;
  private long corrupt;

  /** Those of one direction; all off. */
  Impairments(StreamFactory streams) {
    jitters = streams.of("jitter");
    reorders = streams.of("reorder");
    duplicates = streams.of("duplicate");
    corruptions = streams.of("corrupt");
  }

  void set(DirectionSpec spec) {
    jitter = spec.jitterNs();
    reorder = LossProcess.threshold(spec.reorder());
    duplicate = LossProcess.threshold(spec.duplicate());
    corrupt = LossProcess.threshold(spec.corrupt());
  }

  /** Whether all are off. */
  boolean areNone() {
    return jitter == 0 && reorder == 0 && duplicate == 0 && corrupt == 0;
  }

  /** Whether the next frame skips the delay. */
  boolean reorders() {
    return reorder != 0 && reorders.chance(reorder);
  }

  /**
   * The next frame's propagation delay.
   *
   * @param delay the nominal one, ns
   * @return at least 0
   */
  long vary(long delay) {
    if (jitter == 0) {
      return delay;
    }
    long spread = 2 * jitter + 1;
    return Math.max(0, delay - jitter + Long.remainderUnsigned(jitters.next(), spread));
  }

  /** Whether the next frame arrives twice. */
  boolean duplicates() {
    return duplicate != 0 && duplicates.chance(duplicate);
  }

  /**
   * The bit that flips in the next frame.
   *
   * @param length of the frame, bytes
   * @return counted from the frame's first byte, the least significant bit of a byte first; or -1
   */
  int corruptedBit(int length) {
    if (corrupt == 0 || !corruptions.chance(corrupt)) {
      return -1;
    }
    long place = corruptions.next();
    int bits = (length - HEADER) * 8;
    return bits <= 0 ? -1 : HEADER * 8 + (int) Long.remainderUnsigned(place, bits);
  }
}
