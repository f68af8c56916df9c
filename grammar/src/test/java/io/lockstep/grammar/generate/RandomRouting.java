package io.lockstep.grammar.generate;

import static io.lockstep.grammar.generate.Dice.NOWHERE;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Attribute;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Name;
import io.lockstep.grammar.ast.RouteDestination;
import io.lockstep.grammar.ast.RouteHop;
import io.lockstep.grammar.ast.Statement;
import java.util.function.Supplier;

/** Makes routes, rules, neighbours and addresses. */
final class RandomRouting {
  private final Dice dice;
  private final RandomExpressions expressions;

  RandomRouting(Dice dice, RandomExpressions expressions) {
    this.dice = dice;
    this.expressions = expressions;
  }

  Statement any() {
    return dice.<Statement>call(this::route, this::rule, this::neighbour, this::address);
  }

  private Attribute attribute(String name) {
    Expression value =
        dice.<Expression>call(
            expressions::word,
            expressions::number,
            expressions::address,
            expressions::prefixPattern,
            () -> expressions.any(1));
    return new Attribute(new Name(name, NOWHERE), value, NOWHERE);
  }

  private static Attribute flag(String name, String word) {
    return new Attribute(
        new Name(name, NOWHERE), new Expression.Word(word, NOWHERE), NOWHERE);
  }

  private Statement route() {
    ImmutableList.Builder<Attribute> attributes = ImmutableList.builder();
    boolean typed = dice.oneIn(4);
    if (typed) {
      attributes.add(flag("type", dice.of("blackhole", "unreachable", "prohibit", "throw")));
    }
    for (String name : ImmutableList.of("metric", "table", "src", "mtu")) {
      dice.maybe(() -> attribute(name)).ifPresent(attributes::add);
    }
    Expression to = expressions.operand();
    boolean isDefault = dice.oneIn(3);
    return new Statement.Route(
        expressions.reference(),
        isDefault ? new RouteDestination.Default(NOWHERE) : new RouteDestination.To(to, NOWHERE),
        typed ? ImmutableList.of() : dice.some(1, 3, this::hop),
        attributes.build(),
        NOWHERE);
  }

  private RouteHop hop() {
    ImmutableList.Builder<Attribute> attributes = ImmutableList.builder();
    attributes.add(attribute(dice.of("via", "dev")));
    dice.maybe(() -> attribute("weight")).ifPresent(attributes::add);
    return new RouteHop(attributes.build(), NOWHERE);
  }

  private Statement rule() {
    ImmutableList.Builder<Attribute> attributes = ImmutableList.builder();
    for (String name : ImmutableList.of("from", "to", "iif", "oif", "priority")) {
      dice.maybe(() -> attribute(name)).ifPresent(attributes::add);
    }
    if (dice.oneIn(3)) {
      Supplier<Attribute> mark =
          () -> new Attribute(new Name("fwmark", NOWHERE), expressions.number(), NOWHERE);
      attributes.add(mark.get());
      if (dice.oneIn(2)) {
        attributes.add(
            new Attribute(new Name("fwmask", NOWHERE), expressions.number(), NOWHERE));
      }
    }
    attributes.add(
        dice.oneIn(2)
            ? attribute("table")
            : flag("type", dice.of("blackhole", "unreachable", "prohibit")));
    if (dice.oneIn(4)) {
      attributes.add(flag("family", "inet6"));
    }
    return new Statement.Rule(expressions.reference(), attributes.build(), NOWHERE);
  }

  private Statement neighbour() {
    return new Statement.Neighbour(
        expressions.reference(),
        expressions.operand(),
        ImmutableList.of(
            new Attribute(
                new Name("lladdr", NOWHERE),
                dice.oneIn(2) ? expressions.mac() : expressions.macPattern(),
                NOWHERE),
            attribute("dev")),
        NOWHERE);
  }

  private Statement address() {
    return new Statement.Address(
        expressions.netdev(), dice.some(1, 3, expressions::operand), NOWHERE);
  }
}
