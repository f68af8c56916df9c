package io.lockstep.engine.traffic;

import io.lockstep.engine.model.Pace;
import java.util.function.LongSupplier;

/** Tells when a flow sends its next piece, and how long that is. */
final class Pacer {
  private static final long BITS_NS = 8_000_000_000L;

  private final Pace pace;
  private final Sampler sizes;
  private final LongSupplier random;
  private final Sampler on;
  private final Sampler off;

  /** Nanoseconds from the start; the piece after the present one. */
  private long due;

  private long dueFraction;
  private int index = -1;
  private int size;
  private long time;

  /** Of {@link Pace.Kind#ON_OFF}: when it falls silent. */
  private long silentAt = -1;

  Pacer(Pace pace, Sampler sizes, LongSupplier random) {
    this.pace = pace;
    this.sizes = sizes;
    this.random = random;
    this.on = new Sampler(pace.on(), random, 1, Long.MAX_VALUE);
    this.off = new Sampler(pace.off(), random, 0, Long.MAX_VALUE);
  }

  /** Goes on to the next piece; false if there is none. */
  boolean next() {
    index++;
    if (pace.kind() == Pace.Kind.TRACE) {
      if (index >= pace.times().length()) {
        return false;
      }
      time = pace.times().get(index);
      size = (int) pace.sizes().get(index);
      return true;
    }
    size = (int) sizes.next();
    if (pace.kind() == Pace.Kind.ON_OFF) {
      if (silentAt < 0) {
        silentAt = on.next();
      }
      while (due >= silentAt) {
        due = silentAt + off.next();
        dueFraction = 0;
        silentAt = due + on.next();
      }
    }
    time = due;
    advance();
    return true;
  }

  private void advance() {
    if (pace.kind() == Pace.Kind.POISSON) {
      double mean = (double) size * BITS_NS / pace.rate();
      due += Math.max(1, Math.round(Sampler.exponential(mean, random)));
      return;
    }
    // The exact interval is size * 8 s / rate; what is less than a nanosecond adds up.
    long bits = size * BITS_NS;
    due += bits / pace.rate();
    dueFraction += bits % pace.rate();
    if (dueFraction >= pace.rate()) {
      dueFraction -= pace.rate();
      due++;
    }
  }

  /** When the piece is due, in nanoseconds from the start. */
  long time() {
    return time;
  }

  /** Bytes of the piece. */
  int size() {
    return size;
  }
}
