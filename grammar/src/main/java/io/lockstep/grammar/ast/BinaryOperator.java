package io.lockstep.grammar.ast;

/** An operator with two operands. */
public enum BinaryOperator {
  OR("or", 1),
  AND("and", 2),
  EQUAL("==", 4),
  NOT_EQUAL("!=", 4),
  LESS("<", 4),
  LESS_OR_EQUAL("<=", 4),
  GREATER(">", 4),
  GREATER_OR_EQUAL(">=", 4),
  PLUS("+", 5),
  MINUS("-", 5),
  TIMES("*", 6),
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

  /** Whether it compares its operands: {@code ==}, {@code <} and so on. */
  public boolean isComparison() {
    return precedence == 4;
  }

  /** Whether it computes a quantity from its operands. */
  public boolean isArithmetic() {
    return precedence >= 5;
  }
}
