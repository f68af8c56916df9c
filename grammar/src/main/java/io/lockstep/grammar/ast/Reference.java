package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;

/**
 * A name that may carry indices, where something is defined or referred to: {@code router}, {@code
 * h[1..n]}, {@code p[i]}, {@code r[i+1]}.
 *
 * @param indices empty for a plain name
 */
public record Reference(String name, ImmutableList<Index> indices, Span span)
    implements Target {}
