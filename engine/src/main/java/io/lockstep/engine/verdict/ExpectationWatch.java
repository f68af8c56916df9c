package io.lockstep.engine.verdict;

import io.lockstep.engine.model.Expectation;

/** An expectation about a time, while that time lasts. */
final class ExpectationWatch {
  final int index;
  final Expectation expectation;

  /** How often there was something to see. */
  long looks;

  ExpectationWatch(int index, Expectation expectation) {
    this.index = index;
    this.expectation = expectation;
  }

  /** Takes how the condition comes out now; returns whether that decides the matter. */
  boolean see(Status status) {
    looks++;
    return switch (expectation.mode()) {
      case ALWAYS -> status != Status.MET;
      case NEVER, EVENTUALLY -> status == Status.MET;
      case ONCE -> throw new IllegalStateException();
    };
  }
}
