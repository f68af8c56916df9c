package io.lockstep.grammar.ast;

/** What stands in the brackets behind a name. */
public sealed interface Index extends AstNode {
  /** {@code [i+1]}. */
  record At(Expression value, Span span) implements Index {}

  /** {@code [1..n]}, both ends included. */
  record Range(Expression from, Expression to, Span span) implements Index {}

  /** {@code [*]}: every element there is. */
  record All(Span span) implements Index {}
}
