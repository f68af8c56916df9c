package io.lockstep.engine.model;

/** Which frames of one direction are lost at random. */
public sealed interface LossModel {
  /** No frame is. */
  LossModel NONE = new Independent(0);

  /**
   * Each frame on its own.
   *
   * @param probability 0 to 1
   */
  record Independent(double probability) implements LossModel {
    /** Refuses what is no probability. */
    public Independent {
      check(probability);
    }
  }

  /**
   * Bursts: a chain with a good and a bad state (E. N. Gilbert, "Capacity of a burst-noise
   * channel", Bell System Technical Journal 39, 1960; E. O. Elliott, ibid. 42, 1963). It begins in
   * the good state. Each frame is lost with the probability of the present state; then the state
   * changes or not. All four are probabilities, 0 to 1.
   *
   * @param toBad of leaving the good state after a frame
   * @param toGood of leaving the bad state after a frame
   * @param lossBad of losing a frame in the bad state
   * @param lossGood of losing a frame in the good state
   */
  record GilbertElliott(double toBad, double toGood, double lossBad, double lossGood)
      implements LossModel {
    /** Refuses what is no probability. */
    public GilbertElliott {
      check(toBad);
      check(toGood);
      check(lossBad);
      check(lossGood);
    }
  }

  private static void check(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("not a probability: " + probability);
    }
  }
}
