package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;

/** One line of a definition's block. */
public sealed interface Setting extends AstNode {
  /** {@code rate 10mbit}, {@code queue 64 packets}, {@code count 3}. */
  record Property(PropertyName name, Expression value, Span span) implements Setting {}

  /**
   * {@code sysctl net.ipv4.ip_forward = 1}.
   *
   * @param key with dots, as sysctl(8) takes it
   * @param value to the end of the statement, trimmed
   */
  record Sysctl(Template key, Template value, Span span) implements Setting {}

  /** {@code file "/proc/sysrq-trigger" = "c"}. */
  record FileWrite(Template path, Template content, Span span) implements Setting {}

  /**
   * {@code kernel linux-6.12}.
   *
   * @param name of a build, or an alias from {@link Statement.KernelAlias}
   */
  record Kernel(Template name, Span span) implements Setting {}

  /** {@code toward server { loss 1% }}: only the direction to that end of the link. */
  record Toward(Reference node, ImmutableList<Property> properties, Span span)
      implements Setting {}
}
