package io.lockstep.engine.traffic;

import io.lockstep.engine.model.Law;
import java.util.function.LongSupplier;

/** Draws values by a {@link Law}; the same on every machine. */
final class Sampler {
  private static final double UNIT = 0x1.0p-53;

  private final Law law;
  private final LongSupplier random;
  private final long least;
  private final long most;

  /**
   * Creates one.
   *
   * @param random 64 random bits each
   * @param least smaller values become this
   * @param most greater values become this
   */
  Sampler(Law law, LongSupplier random, long least, long most) {
    this.law = law;
    this.random = random;
    this.least = least;
    this.most = most;
  }

  /** The next value, a whole number. */
  long next() {
    double value =
        switch (law.kind()) {
          case CONSTANT -> law.a();
          case UNIFORM -> Math.floor(law.a() + uniform(random) * (law.b() - law.a() + 1));
          case EXPONENTIAL -> exponential(law.a(), random);
          case PARETO ->
              Math.min(
                  law.b() * StrictMath.pow(1 - uniform(random), -1 / law.a()), law.c());
        };
    return Math.max(least, Math.min(most, Math.round(value)));
  }

  /** An exponentially distributed value; StrictMath, so that it is the same everywhere. */
  static double exponential(double mean, LongSupplier random) {
    return -mean * StrictMath.log(1 - uniform(random));
  }

  /** Within 0 (included) and 1. */
  private static double uniform(LongSupplier random) {
    return (random.getAsLong() >>> 11) * UNIT;
  }
}
