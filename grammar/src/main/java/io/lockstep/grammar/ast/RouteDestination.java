package io.lockstep.grammar.ast;

/** Where a route leads. */
public sealed interface RouteDestination extends AstNode {
  /** {@code default}. */
  record Default(Span span) implements RouteDestination {}

  /** {@code 10.0.0.0/8}; an address, or a variable that holds a prefix, is possible too. */
  record To(Expression prefix, Span span) implements RouteDestination {}
}
