package io.lockstep.engine.sim;

/** Where a simulation has got to, for all its parts. */
final class Clock {
  /** Virtual time as the kernels count it: that of the scenario plus {@link #base}. */
  long now;

  /** The kernels' time at which the scenario's begins. */
  long base;

  /** Events that were processed. */
  long events;

  private long sequence;

  /** Virtual nanoseconds of the scenario. */
  long scenario() {
    return now - base;
  }

  /** A running number; what happens at the same time happens in the order of these. */
  long nextSequence() {
    return sequence++;
  }
}
