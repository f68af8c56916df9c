package io.lockstep.grammar.ast;

/**
 * A comment.
 *
 * @param text from {@code #} to the end of the line, without trailing blanks
 */
public record Comment(String text, Span span) implements AstNode {}
