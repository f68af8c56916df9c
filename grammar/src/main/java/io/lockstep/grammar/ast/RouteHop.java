package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;

/**
 * A next hop of a route: {@code via 10.0.1.1 dev eth0 weight 2}.
 *
 * @param attributes of {@code via}, {@code dev}, {@code weight}; at least one
 */
public record RouteHop(ImmutableList<Attribute> attributes, Span span) implements AstNode {}
