package io.lockstep.engine.suite;

/** A suite cannot be run as it was asked for; the message is fit for users. */
public final class SuiteException extends RuntimeException {
  public SuiteException(String message) {
    super(message);
  }
}
