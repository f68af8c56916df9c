package io.lockstep.engine.verdict;

/** How an expectation came out. Anything but {@link #MET} makes a run fail. */
public enum Status {
  MET,
  FAILED,
  /** What it asks for could not be observed: the kernel was dead, there is no such counter. */
  UNDECIDED;

  Status and(Status other) {
    if (this == FAILED || other == FAILED) {
      return FAILED;
    }
    return this == UNDECIDED || other == UNDECIDED ? UNDECIDED : MET;
  }

  Status or(Status other) {
    return negate().and(other.negate()).negate();
  }

  Status negate() {
    return switch (this) {
      case MET -> FAILED;
      case FAILED -> MET;
      case UNDECIDED -> UNDECIDED;
    };
  }
}
