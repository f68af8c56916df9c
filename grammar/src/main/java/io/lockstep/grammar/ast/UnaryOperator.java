package io.lockstep.grammar.ast;

/** An operator with one operand. */
public enum UnaryOperator {
  /** Of a quantity. */
  MINUS("-"),
  /** Of a truth value. */
  NOT("not");

  private final String symbol;

  UnaryOperator(String symbol) {
    this.symbol = symbol;
  }

  /** As written. */
  public String symbol() {
    return symbol;
  }
}
