package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Limits;
import io.lockstep.grammar.ast.Span;

/** The virtual time behind which no run goes. */
final class Horizon {
  private static final long END_NS = Limits.DEFAULT.virtualNs();

  private Horizon() {}

  /**
   * The time, if something can happen then.
   *
   * @throws Mistake if every run has ended before
   */
  static long within(long timeNs, Span span) {
    if (timeNs > END_NS) {
      throw Mistake.at(
          span,
          "impossible-time",
          "a run ends after "
              + Conditions.time(END_NS)
              + ", nothing happens at "
              + Conditions.time(timeNs));
    }
    return timeNs;
  }
}
