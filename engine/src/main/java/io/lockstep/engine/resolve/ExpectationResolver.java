package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.Expectation.Mode;
import io.lockstep.engine.resolve.Plan.Placed;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Statement;
import java.util.Locale;
import java.util.Optional;

/** Turns {@code expect} statements into expectations. */
final class ExpectationResolver {
  private final Plan plan;
  private final Names names;
  private final OperandResolver operands;
  private final FilterResolver filters;
  private final PacketWires wires;
  private final PacketResolver packets;
  private final Evaluator evaluator;
  private final Problems problems;
  private final Sources sources;

  ExpectationResolver(
      Plan plan,
      Names names,
      OperandResolver operands,
      FilterResolver filters,
      PacketWires wires,
      PacketResolver packets,
      Evaluator evaluator,
      Problems problems,
      Sources sources) {
    this.plan = plan;
    this.names = names;
    this.operands = operands;
    this.filters = filters;
    this.wires = wires;
    this.packets = packets;
    this.evaluator = evaluator;
    this.problems = problems;
    this.sources = sources;
  }

  ImmutableList<Expectation> resolve() {
    ImmutableList.Builder<Expectation> expectations = ImmutableList.builder();
    for (Placed<? extends Statement> placed : plan.expectations) {
      if (placed.statement() instanceof Statement.Expect expect) {
        problems.guard(() -> expectations.add(expectation(expect, placed.scope())));
      } else if (placed.statement() instanceof Statement.Sequence sequence) {
        problems.guard(
            () ->
                expectations.add(
                    new Expectation(
                        new Condition.Sequence(
                            packets.sequence(
                                sequence, placed.scope(), plan.sequences.get(placed))),
                        -1,
                        sources.of(sequence))));
      }
    }
    return expectations.build();
  }

  private Expectation expectation(Statement.Expect expect, Scope scope) {
    Optional<Expression> by = expect.by();
    Optional<Expression> at = expect.at();
    if (by.isPresent() && at.isPresent()) {
      throw Mistake.at(
          at.get().span(), "impossible-time", "expected either 'by' or 'at', found both");
    }
    long byNs = by.map(expression -> evaluator.timeNs(expression, scope)).orElse(-1L);
    long atNs =
        at.map(
                expression ->
                    Horizon.within(evaluator.timeNs(expression, scope), expression.span()))
            .orElse(-1L);
    Conditions conditions =
        new Conditions(
            names, operands, filters, wires, scope, byNs, by.map(Expression::span).orElse(null));
    Condition condition = conditions.resolve(expect.condition());
    Mode mode =
        expect.mode().isEmpty()
            ? Mode.ONCE
            : Mode.valueOf(expect.mode().toUpperCase(Locale.ROOT));
    if (at.isPresent() && (mode != Mode.ONCE || expect.within().isPresent())) {
      throw Mistake.at(
          at.get().span(),
          "impossible-time",
          "'at' names one moment, which does not go with '"
              + (mode == Mode.ONCE ? "within" : expect.mode())
              + "', expected 'within FROM..TO' or no time");
    }
    long fromNs = 0;
    long untilNs = -1;
    if (expect.within().isPresent()) {
      Expression.Range within = expect.within().get();
      if (by.isPresent()) {
        throw Mistake.at(
            by.get().span(), "impossible-time", "expected either 'by' or 'within', found both");
      }
      fromNs = Horizon.within(evaluator.timeNs(within.from(), scope), within.from().span());
      untilNs = Horizon.within(evaluator.timeNs(within.to(), scope), within.to().span());
      if (untilNs < fromNs) {
        throw Mistake.at(within.span(), "impossible-time", "this time ends before it begins");
      }
      boolean none = condition instanceof Condition.PacketSeen packet && !packet.wanted();
      mode = mode != Mode.ONCE ? mode : none ? Mode.ALWAYS : Mode.EVENTUALLY;
    } else if (by.isPresent() && (mode != Mode.ONCE || !conditions.byUsed())) {
      untilNs = Horizon.within(byNs, by.get().span());
      mode = mode == Mode.ONCE ? Mode.EVENTUALLY : mode;
    }
    if (at.isPresent()) {
      for (ActivitySpec activity : conditions.subjects(expect.condition())) {
        if (atNs < activity.start().earliestNs()) {
          throw Mistake.at(
              at.get().span(),
              "impossible-time",
              activity.name()
                  + " starts at "
                  + Conditions.time(activity.start().earliestNs())
                  + ", nothing can be expected of it at "
                  + Conditions.time(atNs));
        }
      }
    }
    return new Expectation(condition, mode, atNs, fromNs, untilNs, sources.of(expect));
  }
}
