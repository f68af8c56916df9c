package io.lockstep.grammar.ast;

/** An operator with two operands. */
public enum BinaryOperator {
  /** True if one of its operands is. */
  OR("or", 1),
  /** True if both operands are. */
  AND("and", 2),
  /** Of quantities of one dimension, texts, addresses. */
  EQUAL("==", 4),
  /** The opposite of {@link #EQUAL}. */
  NOT_EQUAL("!=", 4),
  /** Of quantities of one dimension. */
  LESS("<", 4),
  /** Of quantities of one dimension. */
  LESS_OR_EQUAL("<=", 4),
  /** Of quantities of one dimension. */
  GREATER(">", 4),
  /** Of quantities of one dimension. */
  GREATER_OR_EQUAL(">=", 4),
  /** Whether a text stands in another. */
  CONTAINS("contains", 4),
  /** Whether a regular expression is found in a text. */
  MATCHES("matches", 4),
  /** The bits of both, of whole numbers in a program. */
  BIT_OR("|", 5),
  /** Of quantities of one dimension. */
  PLUS("+", 5),
  /** Of quantities of one dimension. */
  MINUS("-", 5),
  /** The bits that both have, of whole numbers in a program. */
  BIT_AND("&", 6),
  /** A product; a rate times a time is a size. */
  TIMES("*", 6),
  /** A quotient; a size divided by a rate is a time. */
  DIVIDE("/", 6);

  private final String symbol;
  private final int precedence;

  BinaryOperator(String symbol, int precedence) {
    this.symbol = symbol;
    this.precedence = precedence;
  }

  /** As written. */
  public String symbol() {
    return symbol;
  }

  /** A higher one binds tighter; {@code not} has 3, the unary minus 7. */
  public int precedence() {
    return precedence;
  }

  /** Whether it compares its operands: {@code ==}, {@code contains} and so on. */
  public boolean isComparison() {
    return precedence == 4;
  }

  /** Whether it looks for something in a text: {@code contains}, {@code matches}. */
  public boolean isTextTest() {
    return this == CONTAINS || this == MATCHES;
  }

  /** Whether it computes a quantity from its operands. */
  public boolean isArithmetic() {
    return precedence >= 5;
  }
}
