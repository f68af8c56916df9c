package io.lockstep.engine;

/** A scenario cannot be run, for a reason outside of its text. The message is for users. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  EngineException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** What the program should end with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
