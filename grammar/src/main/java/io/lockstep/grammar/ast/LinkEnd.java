package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * One end of a link: {@code router.eth0 10.9.0.1/24 2001:db8::1/64}.
 *
 * @param netdev empty if the engine is to choose the name
 * @param addresses empty for automatic addressing
 */
public record LinkEnd(
    Reference node, Optional<Name> netdev, ImmutableList<Expression.Prefix> addresses, Span span)
    implements AstNode {}
