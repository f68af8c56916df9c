package io.lockstep.grammar.ast;

/**
 * What is expected of a call of a program: {@code fails ECONNREFUSED}, {@code takes 20ms..21ms}.
 *
 * @param value a {@link Expression.Word} behind {@code fails}, else a time or a range of times
 */
public record StepClause(Kind kind, Expression value, Span span) implements AstNode {
  /** The word that it begins with. */
  public enum Kind {
    /** The call returns this error. */
    FAILS("fails"),
    /** It returns after that time, or within that range of times. */
    TAKES("takes"),
    /** It has not returned after that time, and is interrupted then. */
    BLOCKS("blocks"),
    /** It may take that long. */
    TIMEOUT("timeout");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As written. */
    public String word() {
      return word;
    }
  }
}
