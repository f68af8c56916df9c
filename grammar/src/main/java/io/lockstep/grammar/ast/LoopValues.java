package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;

/** What a {@code for} variable runs through. */
public sealed interface LoopValues extends AstNode {
  /** {@code 1..n}, both ends included; nothing if {@code to} is less than {@code from}. */
  record Range(Expression from, Expression to, Span span) implements LoopValues {}

  /** {@code a, b, c}. */
  record Items(ImmutableList<Expression> items, Span span) implements LoopValues {}
}
