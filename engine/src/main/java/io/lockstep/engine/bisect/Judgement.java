package io.lockstep.engine.bisect;

import java.util.Locale;

/** What is to be thought of a candidate. */
public enum Judgement {
  /** It behaves as the good end. */
  GOOD,
  /** It behaves as the bad end, or fails in another way. */
  BAD,
  /** It cannot be told: it does not build, or the scenario does not come to an end. */
  SKIP;

  /** As git says it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
