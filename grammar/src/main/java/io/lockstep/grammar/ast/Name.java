package io.lockstep.grammar.ast;

/** A plain name: of a variable, a profile, a netdev. */
public record Name(String text, Span span) implements AstNode {
  @Override
  public String toString() {
    return text;
  }
}
