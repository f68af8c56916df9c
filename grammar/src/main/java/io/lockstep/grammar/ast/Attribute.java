package io.lockstep.grammar.ast;

/** A word with its value in the tail of a statement: {@code table 100}, {@code dev eth0}. */
public record Attribute(Name name, Expression value, Span span) implements AstNode {}
