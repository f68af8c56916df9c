package io.lockstep.engine.bisect;

/** A bisection cannot go on; the message is fit for users. */
public final class BisectException extends RuntimeException {
  public BisectException(String message) {
    super(message);
  }
}
