package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** A statement of a scenario, of a {@code for} body or of an {@code at} block. */
public sealed interface Statement extends AstNode {
  /** {@code scenario "title"}. */
  record Title(Template title, Span span) implements Statement {}

  /** {@code seed 7}. */
  record Seed(Expression value, Span span) implements Statement {}

  /**
   * {@code param cc = cubic, bbr}: one case of the scenario per value.
   *
   * @param values at least one; a {@link Expression.Word} that names no variable is text
   */
  record Param(Name name, ImmutableList<Expression> values, Span span) implements Statement {}

  /** {@code let rtt = 40ms}. */
  record Let(Name name, Expression value, Span span) implements Statement {}

  /** {@code kernel old = linux-6.1}. */
  record KernelAlias(Name alias, Template kernel, Span span) implements Statement {}

  /** {@code profile forwarder { … }}; its settings are those of a node. */
  record Profile(Name name, ImmutableList<Setting> settings, Span span) implements Statement {}

  /**
   * {@code node a, b, h[1..n] : host, forwarder { … }}.
   *
   * @param nodes at least one
   * @param profiles in the order in which they apply
   */
  record Nodes(
      ImmutableList<Reference> nodes,
      ImmutableList<Name> profiles,
      ImmutableList<Setting> settings,
      Span span)
      implements Statement {}

  /**
   * {@code set a, core { … }}: before the start at the top level, at that time in an {@code at}
   * block.
   *
   * @param targets nodes or links
   * @param settings those of a node or of a link
   */
  record Set(ImmutableList<Reference> targets, ImmutableList<Setting> settings, Span span)
      implements Statement {}

  /** {@code link core = a … -- b … { … }}. */
  record Link(
      Optional<Reference> name,
      LinkEnd left,
      LinkEnd right,
      ImmutableList<Setting> settings,
      Span span)
      implements Statement {}

  /** {@code routes auto}. */
  record RoutesAuto(Span span) implements Statement {}

  /** {@code route h[1] default via 10.0.1.1}. */
  record Route(Reference node, RouteDestination destination, Expression via, Span span)
      implements Statement {}

  /** {@code for i in 1..n { … }}. */
  record For(Name variable, LoopValues values, ImmutableList<Statement> body, Span span)
      implements Statement {}

  /** {@code flow bulk = tcp a -> b:9000 { … }}. */
  record Flow(
      Optional<Reference> name,
      Protocol protocol,
      Endpoint from,
      Endpoint to,
      ImmutableList<Setting.Property> properties,
      Span span)
      implements Statement {}

  /** {@code ping probe = a -> b { … }}. */
  record Ping(
      Optional<Reference> name,
      Endpoint from,
      Endpoint to,
      ImmutableList<Setting.Property> properties,
      Span span)
      implements Statement {}

  /**
   * {@code at 5s { … }}.
   *
   * @param actions {@link LinkState}, {@link Set}, or {@link For} over these
   */
  record At(Expression time, ImmutableList<Statement> actions, Span span) implements Statement {}

  /**
   * {@code down core}, {@code up core}; only in an {@code at} block.
   *
   * @param links at least one
   */
  record LinkState(boolean up, ImmutableList<Reference> links, Span span) implements Statement {}

  /** {@code capture off}. */
  record Capture(boolean on, Span span) implements Statement {}

  /**
   * {@code expect CONDITION by TIME at TIME}.
   *
   * @param by latest virtual time at which it may come true
   * @param at virtual time at which it is looked at; empty for the end
   */
  record Expect(Expression condition, Optional<Expression> by, Optional<Expression> at, Span span)
      implements Statement {}
}
