package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.Operand.Aggregate.Function;
import io.lockstep.engine.model.Operand.OverTime.Kind;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns what is made of several values: over activities, over time, over packets. */
final class AggregateOperands {
  private static final ImmutableMap<String, Function> AGGREGATES =
      ImmutableMap.of(
          "sum", Function.SUM,
          "min", Function.MIN,
          "max", Function.MAX,
          "avg", Function.AVG,
          "count", Function.COUNT);
  private static final ImmutableMap<String, Kind> OVER_TIME =
      Arrays.stream(Kind.values())
          .collect(ImmutableMap.toImmutableMap(Kind::word, kind -> kind));

  private final OperandResolver operands;
  private final MetricOperands metrics;
  private final Names names;
  private final Evaluator evaluator;
  private final FilterResolver filters;
  private final PacketWires wires;

  AggregateOperands(
      OperandResolver operands,
      Names names,
      Evaluator evaluator,
      FilterResolver filters,
      PacketWires wires) {
    this.operands = operands;
    this.metrics = operands.metrics();
    this.names = names;
    this.evaluator = evaluator;
    this.filters = filters;
    this.wires = wires;
  }

  /** {@code sum(p[*].received)} and the like. */
  TypedOperand resolve(Expression.Call call, Scope scope) {
    if (call.arguments().size() == 1
        && call.arguments().get(0) instanceof Expression.PacketSeen packet) {
      return packets(call, packet, scope);
    }
    String name = call.function().text();
    if (OVER_TIME.containsKey(name)) {
      return overTime(call, OVER_TIME.get(name), scope);
    }
    Function function = AGGREGATES.get(name);
    if (function == null) {
      throw Functions.unknown(call, AGGREGATES.keySet());
    }
    List<TypedOperand> values = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      if (argument instanceof Expression.Element element && metrics.isPart(element, scope)) {
        values.addAll(metrics.parts(element, scope));
      } else if (argument instanceof Expression.Member member) {
        values.addAll(metrics.metrics(member, scope));
      } else {
        values.add(operands.number(argument, scope));
      }
    }
    if (values.isEmpty()) {
      throw Mistake.at(
          call.span(), "wrong-arguments", "expected values, such as " + name + "(p[*].received)");
    }
    Dimension dimension = values.get(0).dimension();
    for (TypedOperand operand : values) {
      if (operand.dimension() != dimension) {
        throw Mistake.at(
            call.span(),
            "wrong-unit",
            "cannot take the " + name + " of " + describe(dimension) + " and "
                + describe(operand.dimension()));
      }
    }
    Dimension result = function == Function.COUNT ? Dimension.NUMBER : dimension;
    ImmutableList<Operand> list =
        values.stream().map(TypedOperand::operand).collect(ImmutableList.toImmutableList());
    Operand operand =
        new Operand.Aggregate(function, list, Quantities.modelUnit(result));
    return new TypedOperand(operand, result, null, false);
  }

  /** {@code count(packet on wire where …)}, {@code first(…)}, {@code last(…)}. */
  private TypedOperand packets(Expression.Call call, Expression.PacketSeen packet, Scope scope) {
    Operand.Packets.Measure measure =
        switch (call.function().text()) {
          case "count" -> Operand.Packets.Measure.COUNT;
          case "first" -> Operand.Packets.Measure.FIRST;
          case "last" -> Operand.Packets.Measure.LAST;
          default ->
              throw Mistake.at(
                  call.function().span(),
                  "unknown-function",
                  "unknown function '" + call.function() + "' of packets, expected count (how"
                      + " many), first or last (when they were sent)");
        };
    if (!packet.wanted()) {
      throw Mistake.at(packet.span(), "not-a-value", "expected 'packet on …' without 'no'");
    }
    Condition condition =
        new Conditions(names, operands, filters, wires, scope, -1, null).resolve(packet);
    if (!(condition instanceof Condition.PacketSeen seen)) {
      throw Mistake.at(
          packet.link().span(), "not-one", "expected one link or LAN, found several");
    }
    return new TypedOperand(
        new Operand.Packets(measure, seen),
        measure == Operand.Packets.Measure.COUNT ? Dimension.NUMBER : Dimension.TIME,
        null,
        false);
  }

  /** {@code mean(x)}, {@code percentile(95, x, 1s, 2s)}. */
  private TypedOperand overTime(Expression.Call call, Kind kind, Scope scope) {
    int before = kind == Kind.PERCENTILE ? 1 : 0;
    List<Expression> given = call.arguments();
    int count = given.size() - before;
    if (count < 1 || count > 3) {
      String example = before == 1 ? "percentile(95, " : kind.word() + "(";
      throw Mistake.at(
          call.span(),
          "wrong-arguments",
          "expected a value and the time that counts, such as " + example + "bulk.cwnd, 1s, 2s)");
    }
    double percent = 0;
    if (before == 1) {
      Value value = evaluator.evaluate(given.get(0), scope);
      percent =
          value instanceof Value.Quantity quantity
              ? quantity.dimension() == Dimension.SHARE
                  ? quantity.amount().doubleValue() * 100
                  : quantity.dimension() == Dimension.NUMBER ? quantity.amount().doubleValue() : -1
              : -1;
      if (percent <= 0 || percent > 100) {
        throw Mistake.at(
            given.get(0).span(),
            "wrong-arguments",
            "expected a number up to 100, found " + Evaluator.found(value));
      }
    }
    TypedOperand operand = operands.number(given.get(before), scope);
    if (operand.constant() != null || operand.operand() instanceof Operand.OverTime) {
      throw Mistake.at(
          given.get(before).span(),
          "wrong-arguments",
          "expected something that changes during the run, such as bulk.cwnd");
    }
    long from = count > 1 ? time(given.get(before + 1), scope) : 0;
    long until = count > 2 ? time(given.get(before + 2), scope) : -1;
    if (until >= 0 && until < from) {
      throw Mistake.at(
          given.get(before + 2).span(), "impossible-time", "this time ends before it begins");
    }
    return new TypedOperand(
        new Operand.OverTime(kind, percent, operand.operand(), from, until),
        operand.dimension(),
        null,
        operand.ratio());
  }

  private long time(Expression expression, Scope scope) {
    return Horizon.within(evaluator.timeNs(expression, scope), expression.span());
  }

  private static String describe(Dimension dimension) {
    return dimension == null ? "a text" : dimension.description();
  }
}
