package io.lockstep.grammar.ast;

import java.util.Optional;

/**
 * An argument for a topology: {@code 4}, {@code bottleneck = 5mbit}.
 *
 * @param name empty if given by position
 */
public record Argument(Optional<Name> name, Expression value, Span span) implements AstNode {}
