package io.lockstep.engine.resolve;

/** A mistake in the scenario, on its way to the place that knows the position. */
final class ResolveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String suggestion;

  ResolveException(String message) {
    this(message, "");
  }

  ResolveException(String message, String suggestion) {
    super(message, null, false, false);
    this.suggestion = suggestion;
  }

  /** What to write instead, or empty. */
  String suggestion() {
    return suggestion;
  }
}
