package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * One end of a link, or a member of a LAN: {@code router.eth0 10.9.0.1/24 2001:db8::1/64}.
 *
 * @param place a node; its last step may be the name of a netdev
 * @param addresses {@link Expression.Prefix}, {@link Expression.Pattern} or whatever yields a
 *     prefix; empty for automatic addressing
 * @param mac empty if the engine is to choose it; an {@link Expression.Mac} or {@link
 *     Expression.Pattern}
 */
public record LinkEnd(
    Reference place, ImmutableList<Expression> addresses, Optional<Expression> mac, Span span)
    implements AstNode {}
