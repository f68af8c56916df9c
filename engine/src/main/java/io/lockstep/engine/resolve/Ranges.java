package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Takes ranges apart: {@code 1..4}, {@code 0ms..100ms step 10ms}. */
final class Ranges {
  private final Evaluator evaluator;

  Ranges(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * The elements, none if the end comes before the start.
   *
   * @param bound what messages call an end of a range without step
   */
  ImmutableList<Value> elements(Expression.Range range, Scope scope, String bound) {
    Quantity from;
    Quantity to;
    Quantity step;
    if (range.step().isPresent()) {
      from = evaluator.quantity(range.from(), scope);
      to = end(range.to(), scope, from);
      step = step(range.step().get(), scope, from);
    } else {
      from = whole(range.from(), scope, bound);
      to = whole(range.to(), scope, bound);
      step = Quantity.of(1);
    }
    BigDecimal distance = to.amount().subtract(from.amount());
    if (distance.signum() < 0) {
      return ImmutableList.of();
    }
    BigDecimal last = distance.divide(step.amount(), 0, RoundingMode.DOWN);
    if (last.compareTo(BigDecimal.valueOf(Loops.MOST_ROUNDS)) >= 0) {
      String what = bound.endsWith("loop") ? "this loop would run %,d times" : "these are %,d";
      throw Mistake.at(
          range.span(),
          "too-many",
          String.format(
              Locale.ROOT,
              what + ", expected at most %,d",
              last.toBigInteger().add(java.math.BigInteger.ONE), Loops.MOST_ROUNDS));
    }
    ImmutableList.Builder<Value> elements = ImmutableList.builder();
    BigDecimal at = from.amount();
    for (int i = 0; i <= last.intValueExact(); i++) {
      elements.add(new Quantity(at, from.dimension()));
      at = at.add(step.amount());
    }
    return elements.build();
  }

  private Quantity whole(Expression expression, Scope scope, String bound) {
    Quantity value = evaluator.quantity(expression, scope);
    if (value.dimension() != Dimension.NUMBER) {
      throw Mistake.at(
          expression.span(),
          "no-step",
          "a range of numbers with units needs a step, such as '0ms..100ms step 10ms', found "
              + Evaluator.found(value));
    }
    return Quantity.of(
        evaluator.integer(expression, scope, bound, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  private Quantity end(Expression expression, Scope scope, Quantity from) {
    if (from.dimension() == Dimension.NUMBER) {
      Quantity to = evaluator.quantity(expression, scope);
      if (to.dimension() == Dimension.NUMBER || from.amount().signum() != 0) {
        requireSame(expression, to, from.dimension());
      }
      return to;
    }
    return evaluator.quantity(expression, scope, from.dimension(), from.text());
  }

  private Quantity step(Expression expression, Scope scope, Quantity from) {
    Quantity step = evaluator.quantity(expression, scope);
    requireSame(expression, step, from.dimension());
    if (step.amount().signum() <= 0) {
      throw Mistake.at(
          expression.span(),
          "out-of-range",
          "expected a step above 0, found " + step.text());
    }
    return step;
  }

  private static void requireSame(Expression expression, Quantity value, Dimension wanted) {
    if (value.dimension() != wanted) {
      throw Mistake.at(
          expression.span(),
          "wrong-unit",
          "expected " + wanted.description() + " as at the start of the range, found "
              + Evaluator.found(value));
    }
  }
}
