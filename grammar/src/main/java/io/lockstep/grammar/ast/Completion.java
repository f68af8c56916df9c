package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * The end of flows and pings: {@code bulk and voice + 500ms}.
 *
 * @param activities all of which must have ended; at least one
 * @param delay to wait from then on
 */
public record Completion(
    ImmutableList<Reference> activities, Optional<Expression> delay, Span span)
    implements AstNode {}
