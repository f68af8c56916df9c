package io.lockstep.engine.cli;

/** What the user asked for cannot be done; the message is a sentence. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message);
  }
}
