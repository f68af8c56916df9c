package io.lockstep.engine.suite;

import io.lockstep.engine.ExitCode;
import java.util.Locale;

/** What became of one case of a suite. */
public enum CaseStatus {
  /** It ended as the suite expects; without further words, with all expectations met. */
  PASSED,
  /** It needs something that was not allowed, such as programs of this machine. */
  SKIPPED,
  /** The suite was ended before its turn came. */
  NOT_RUN,
  /** An expectation is not met, or all are and the suite expects something else. */
  FAILED,
  /** A kernel crashed. */
  CRASHED,
  /** The scenario is invalid, or the kernel is not there. */
  INVALID,
  /** Two runs of it differ. */
  UNSTABLE,
  /** It took longer than the time limit, and its worker was ended. */
  TIMED_OUT,
  /** The worker process died while it ran the case. */
  DIED,
  /** Lockstep itself failed: a full disk, a defect, a kernel that could not be built. */
  ERROR;

  /** As {@code suite.json} has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether somebody should look at it. */
  public boolean bad() {
    return compareTo(NOT_RUN) > 0;
  }

  /** What the whole suite ends with because of it. */
  ExitCode exit() {
    return switch (this) {
      case PASSED, SKIPPED, NOT_RUN -> ExitCode.MET;
      case FAILED, UNSTABLE -> ExitCode.EXPECTATION_FAILED;
      case INVALID -> ExitCode.INVALID;
      case CRASHED -> ExitCode.KERNEL_CRASHED;
      case TIMED_OUT, DIED, ERROR -> ExitCode.INTERNAL_ERROR;
    };
  }
}
