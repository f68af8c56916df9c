package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.Optional;

/** Anything that has a value. */
public sealed interface Expression extends AstNode {
  /**
   * A number with or without unit, as written: {@code 3}, {@code 0x1f}, {@code 0.5%}, {@code 64
   * packets}.
   *
   * @param value in the unit given, never negative
   * @param base in which it is written: 10, or 16 for a whole number without unit
   */
  record Quantity(BigDecimal value, Unit unit, int base, Span span) implements Expression {
    /** A decimal number. */
    public Quantity(BigDecimal value, Unit unit, Span span) {
      this(value, unit, 10, span);
    }

    /** The value in the base unit of its dimension: nanoseconds, bytes, bits per second. */
    public BigDecimal inBaseUnit() {
      return value.multiply(unit.factor());
    }
  }

  /** {@code "text with ${name}"}. */
  record Text(Template value, Span span) implements Expression {}

  /**
   * {@code 10.0.1.1} or {@code 2001:db8::1}.
   *
   * @param text as written
   */
  record Address(String text, InetAddress address, Span span) implements Expression, Target {}

  /**
   * {@code 10.0.1.1/24} or {@code 2001:db8::/32}; bits behind the length are kept.
   *
   * @param text as written
   * @param length 0 to 32 or 128
   */
  record Prefix(String text, InetAddress address, int length, Span span) implements Expression {}

  /**
   * {@code 02:00:00:00:00:01}.
   *
   * @param text as written
   * @param bits the 48 bits, first byte highest
   */
  record Mac(String text, long bits, Span span) implements Expression {}

  /**
   * An address, prefix or MAC with interpolations: <code>10.0.${i}.1/24</code>.
   *
   * @param text at least one part is a {@link Template.Value}
   */
  record Pattern(Template text, Span span) implements Expression, Target {}

  /**
   * {@code 1..n}, {@code 0..100 step 10}; stands for its elements in lists, loops and parameters.
   *
   * @param to included; no elements if it is less than {@code from}
   */
  record Range(Expression from, Expression to, Optional<Expression> step, Span span)
      implements Expression {}

  /** {@code [a, b, 3..5]}. */
  record ListLiteral(ImmutableList<Expression> items, Span span) implements Expression {}

  /** A name on its own: of a variable, a node, a flow, or a word such as {@code cubic}. */
  record Word(String name, Span span) implements Expression {}

  /** {@code target.name}. */
  record Member(Expression target, Name name, Span span) implements Expression {}

  /** {@code target[…]}. */
  record Element(Expression target, Index index, Span span) implements Expression {}

  /** {@code function(…)} or {@code target.function(…)}. */
  record Call(
      Optional<Expression> target, Name function, ImmutableList<Expression> arguments, Span span)
      implements Expression {}

  /**
   * {@code b:80}, {@code 0.0.0.0:80}, {@code [::1]:80} in a program.
   *
   * @param host a name or an address
   */
  record SocketAddress(Expression host, Expression port, Span span) implements Expression {}

  /** {@code to = b:80}: an argument of a program's call that is given by its name. */
  record Field(Name name, Expression value, Span span) implements Expression {}

  /** {@code -x} or {@code not x}. */
  record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

  /** {@code left operator right}. */
  record Binary(BinaryOperator operator, Expression left, Expression right, Span span)
      implements Expression {}

  /**
   * {@code packet on LINK where FILTER}, {@code no packet on LINK where FILTER}.
   *
   * @param wanted false with {@code no}
   * @param name what the packet is called afterwards
   * @param toward the node towards which it is sent; empty for both directions
   * @param filter over fields of the packet ({@code icmp6.type == 135}); empty for any packet
   */
  record PacketSeen(
      boolean wanted,
      Optional<Name> name,
      Reference link,
      Optional<Reference> toward,
      Optional<Expression> filter,
      Span span)
      implements Expression {}
}
