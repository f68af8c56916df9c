package io.lockstep.grammar.ast;

/** Any part of the syntax tree. */
public interface AstNode {
  /** Where it stands in its source. */
  Span span();
}
