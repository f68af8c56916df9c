package io.lockstep.engine.coverage;

/** Why coverage cannot be told; the message is fit for users. */
public final class CoverageException extends RuntimeException {
  public CoverageException(String message) {
    super(message);
  }
}
