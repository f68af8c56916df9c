package io.lockstep.engine;

import io.lockstep.engine.report.CaseOutcome;

/** What a program that ran scenarios ends with. Of several, the worst counts: the last one here. */
public enum ExitCode {
  /** Every expectation is met. */
  MET(0),
  /** An expectation is not met, or could not be decided. */
  EXPECTATION_FAILED(1),
  /**
   * Nothing could be run: the scenario is invalid or missing, a kernel is unknown, the output
   * directory cannot be used, the command line is wrong.
   */
  INVALID(2),
  /** A kernel crashed. */
  KERNEL_CRASHED(3),
  /** Lockstep itself failed: a full disk, a defect. */
  INTERNAL_ERROR(4),
  /** Ended from outside, by Ctrl-C. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number for the operating system. */
  public int code() {
    return code;
  }

  /** The worse of the two. */
  public ExitCode worse(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }

  static ExitCode of(CaseOutcome outcome) {
    return switch (outcome.conclusion()) {
      case MET -> MET;
      case FAILED -> EXPECTATION_FAILED;
      case CRASHED -> KERNEL_CRASHED;
    };
  }
}
