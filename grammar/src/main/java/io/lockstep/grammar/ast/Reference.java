package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * A name that may carry indices, where something is defined or referred to: {@code router}, {@code
 * h[1..n]}, {@code r[i+1]}, {@code d.left[1]}, {@code d.left[1].eth0}.
 *
 * @param parent the instance of a topology, or the node of a netdev, that the name belongs to
 * @param name any text; formatted in quotes if it is no plain word ({@code r."eth0.100"})
 * @param indices empty for a plain name
 */
public record Reference(
    Optional<Reference> parent, String name, ImmutableList<Index> indices, Span span)
    implements Target {
  /** A reference without a parent. */
  public Reference(String name, ImmutableList<Index> indices, Span span) {
    this(Optional.empty(), name, indices, span);
  }

  /** The name itself, without what stands before it and behind it. */
  public Name lastName() {
    int start = parent.map(before -> before.span().end() + 1).orElse(span.start());
    int end = indices.isEmpty() ? span.end() : start + name.length();
    return new Name(name, new Span(span.source(), start, end));
  }
}
