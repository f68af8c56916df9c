package io.lockstep.grammar.ast;

import java.util.Optional;

/** A parameter of a topology: {@code n}, {@code bottleneck = 10mbit}. */
public record TopologyParameter(Name name, Optional<Expression> defaultValue, Span span)
    implements AstNode {}
