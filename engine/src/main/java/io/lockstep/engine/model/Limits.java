package io.lockstep.engine.model;

/**
 * Bounds of one run.
 *
 * @param virtualNs virtual nanoseconds after which the run ends even if activities are not
 *     finished; positive
 */
public record Limits(long virtualNs) {
  /** One virtual hour. */
  public static final Limits DEFAULT = new Limits(3_600_000_000_000L);

  public Limits {
    if (virtualNs <= 0) {
      throw new IllegalArgumentException("virtualNs must be positive: " + virtualNs);
    }
  }
}
