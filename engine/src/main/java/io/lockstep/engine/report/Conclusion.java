package io.lockstep.engine.report;

import java.util.Locale;

/** What a run came to, from best to worst. */
public enum Conclusion {
  /** Every expectation is met. */
  MET,
  /** At least one is not, or could not be decided. */
  FAILED,
  /** At least one kernel crashed, whatever the expectations say. */
  CRASHED;

  /** As {@code result.json} has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
