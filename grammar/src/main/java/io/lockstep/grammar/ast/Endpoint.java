package io.lockstep.grammar.ast;

import java.util.Optional;

/** {@code server}, {@code server:5001}, {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}. */
public record Endpoint(Target target, Optional<Expression> port, Span span) implements AstNode {}
