package io.lockstep.engine.programs;

import io.lockstep.engine.model.Source;

/** A program cannot be started, as a sentence for people. */
public final class ProgramException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Source source;

  ProgramException(Source source, String message, Throwable cause) {
    super(message, cause);
    this.source = source;
  }

  /** Where the program stands in the scenario. */
  public Source source() {
    return source;
  }
}
