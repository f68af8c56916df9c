package io.lockstep.engine.resolve;

import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.ast.Span;

/** A user's error, on its way from where it is found to the {@link Problems}. */
final class Mistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  private Mistake(Diagnostic diagnostic) {
    super(diagnostic == null ? "reported before" : diagnostic.message(), null, false, false);
    this.diagnostic = diagnostic;
  }

  static Mistake at(Span span, String code, String message, String... hints) {
    return new Mistake(Diagnostic.error(code, span, message, hints));
  }

  /** The consequence of something that has been reported already. */
  static Mistake silent() {
    return new Mistake(null);
  }

  /** Null if there is nothing to report. */
  Diagnostic diagnostic() {
    return diagnostic;
  }
}
