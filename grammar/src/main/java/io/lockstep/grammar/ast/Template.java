package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * Text with {@code ${expression}} interpolations.
 *
 * @param parts never two texts in a row; empty for the empty text
 */
public record Template(ImmutableList<Part> parts, Span span) implements AstNode {
  /** A piece of a template. */
  public sealed interface Part extends AstNode {}

  /**
   * Text taken as it is.
   *
   * @param value with escapes resolved
   */
  public record Text(String value, Span span) implements Part {}

  /** {@code ${i+1}}: a value as text. */
  public record Value(Expression expression, Span span) implements Part {}

  /** The text, if nothing is interpolated. */
  public Optional<String> constant() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (!(part instanceof Text literal)) {
        return Optional.empty();
      }
      text.append(literal.value());
    }
    return Optional.of(text.toString());
  }
}
