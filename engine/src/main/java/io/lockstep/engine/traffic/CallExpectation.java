package io.lockstep.engine.traffic;

import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScriptStep;
import io.lockstep.libos.Errno;

/**
 * What a program expects of a call.
 *
 * @param said of the last call of the step
 * @param last whether it is that call
 */
record CallExpectation(ScriptStep.Expected said, boolean last) {
  /**
   * Of a call of a step.
   *
   * @param call its number, from 0
   */
  static CallExpectation of(ScriptStep.Calling step, int call) {
    return new CallExpectation(step.expected(), call + 1 == step.calls().size());
  }

  /** Whether it has to block until it is interrupted. */
  boolean blocks() {
    return last && said.blocksNs() >= 0;
  }

  /** Whether such a result is the failure that is expected. */
  boolean failsWith(long result) {
    return last && said.errno() == -result;
  }

  /** What its result has to be, in words. */
  String outcome() {
    return last && said.errno() > 0 ? failure() : "to succeed";
  }

  /** Likewise where it has to fail. */
  String failure() {
    return "to fail with " + Errno.name(said.errno());
  }

  /**
   * How long it may take.
   *
   * @param timeoutNs if nothing is said
   */
  long limitNs(long timeoutNs) {
    if (blocks()) {
      return said.blocksNs();
    } else if (said.timeoutNs() >= 0) {
      return said.timeoutNs();
    }
    return last && said.mostNs() >= 0 ? Math.max(timeoutNs, 2 * said.mostNs()) : timeoutNs;
  }

  /** Whether a step may take that long. */
  boolean allows(long tookNs) {
    return (said.leastNs() < 0 || tookNs >= said.leastNs())
        && (said.mostNs() < 0 || tookNs <= said.mostNs());
  }

  /** The times that are expected, in words. */
  String times() {
    return said.leastNs() == said.mostNs()
        ? Quantity.time(said.leastNs())
        : Quantity.time(said.leastNs()) + " to " + Quantity.time(said.mostNs());
  }
}
