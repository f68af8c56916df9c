package io.lockstep.engine.resolve;

/** An operation on quantities that has no result; the message says why, for users to read. */
final class QuantityException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QuantityException(String message) {
    super(message, null, false, false);
  }
}
