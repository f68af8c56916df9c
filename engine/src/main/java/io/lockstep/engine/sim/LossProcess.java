package io.lockstep.engine.sim;

import io.lockstep.engine.model.LossModel;

/**
 * Decides, frame by frame, which ones are lost. Independent loss takes one random number per frame;
 * the Gilbert–Elliott model two, first for the loss, then for the change of state. None is taken
 * where nothing can be lost.
 */
final class LossProcess {
  private static final double UNIT_53 = 0x1p53;

  private final RandomStream random;
  private LossModel model = LossModel.NONE;

  /** Of losing a frame, in 2^-53: always, or in the good state. */
  private long threshold;

  private boolean bursty;
  private long thresholdBad;
  private long toBad;
  private long toGood;
  private boolean bad;

  LossProcess(RandomStream random) {
    this.random = random;
  }

  /** Changes the model; another one than before begins in its good state. */
  void set(LossModel changed) {
    if (changed.equals(model)) {
      return;
    }
    model = changed;
    bad = false;
    if (changed instanceof LossModel.GilbertElliott burst) {
      bursty = true;
      threshold = threshold(burst.lossGood());
      thresholdBad = threshold(burst.lossBad());
      toBad = threshold(burst.toBad());
      toGood = threshold(burst.toGood());
    } else if (changed instanceof LossModel.Independent independent) {
      bursty = false;
      threshold = threshold(independent.probability());
    }
  }

  /** A probability as the number that a 53-bit random number has to be below. */
  static long threshold(double probability) {
    return (long) (probability * UNIT_53);
  }

  /** True if no frame is ever lost. */
  boolean isNone() {
    return threshold == 0 && !bursty;
  }

  /** Whether the next frame is lost. */
  boolean loses() {
    if (bursty) {
      boolean lost = random.chance(bad ? thresholdBad : threshold);
      bad ^= random.chance(bad ? toGood : toBad);
      return lost;
    }
    return threshold != 0 && random.chance(threshold);
  }
}
