package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Limits;
import io.lockstep.grammar.ast.Span;

/** The virtual time behind which nothing can be planned. */
final class Horizon {
  private static final long END_NS = Limits.LATEST_NS;

  private Horizon() {}

  /**
   * The time, if something can happen then.
   *
   * @throws Mistake if it is too late
   */
  static long within(long timeNs, Span span) {
    if (timeNs > END_NS) {
      throw Mistake.at(
          span,
          "impossible-time",
          "expected a time of at most a week ("
              + Conditions.time(END_NS)
              + "), found "
              + Conditions.time(timeNs));
    }
    return timeNs;
  }
}
