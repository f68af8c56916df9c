package io.lockstep.grammar;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Span;

/**
 * One thing to say about a scenario.
 *
 * @param severity whether it keeps the scenario from running
 * @param code short, stable and lower case with dashes ({@code unknown-unit}), for machines
 * @param span the place; empty where something is missing
 * @param message one sentence without its full stop: what is wrong, what was expected
 * @param hints further sentences, each on a line of its own; usually none
 */
public record Diagnostic(
    Severity severity, String code, Span span, String message, ImmutableList<String> hints) {

  /** An error. */
  public static Diagnostic error(String code, Span span, String message, String... hints) {
    return new Diagnostic(Severity.ERROR, code, span, message, ImmutableList.copyOf(hints));
  }

  /** A warning. */
  public static Diagnostic warning(String code, Span span, String message, String... hints) {
    return new Diagnostic(Severity.WARNING, code, span, message, ImmutableList.copyOf(hints));
  }

  /** {@code file:line:col: error: message}, without source line and hints. */
  public String headline() {
    return span.location() + ": " + severity.word() + ": " + message;
  }

  /** The headline, the source line with carets under the place, and the hints; no last newline. */
  public String render() {
    return DiagnosticPrinter.print(this);
  }
}
