package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.BinaryOperator;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Template;
import io.lockstep.grammar.ast.UnaryOperator;
import io.lockstep.grammar.ast.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/** Computes expressions that are known before the run. Throws {@link Mistake} for users' errors. */
final class Evaluator {
  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  private final Problems problems;

  Evaluator(Problems problems) {
    this.problems = problems;
  }

  /** The value of an expression in which a word must be a variable. */
  Value evaluate(Expression expression, Scope scope) {
    if (expression instanceof Expression.Quantity quantity) {
      return compute(quantity, () -> Quantities.literal(quantity.value(), quantity.unit()));
    } else if (expression instanceof Expression.Text text) {
      return new Value.Text(text(text.value(), scope));
    } else if (expression instanceof Expression.Address address) {
      return new Value.Address(address.address());
    } else if (expression instanceof Expression.Prefix prefix) {
      return new Value.Network(prefix(prefix));
    } else if (expression instanceof Expression.Mac mac) {
      return new Value.Text(macText(mac.bits()));
    } else if (expression instanceof Expression.Word word) {
      return variable(word.name(), word.span(), scope);
    } else if (expression instanceof Expression.Unary unary
        && unary.operator() == UnaryOperator.MINUS) {
      return Quantities.negate(quantity(unary.operand(), scope));
    } else if (expression instanceof Expression.Binary binary
        && binary.operator().isArithmetic()) {
      return arithmetic(binary, scope);
    }
    throw Mistake.at(
        expression.span(),
        "not-constant",
        "expected a value known before the run, found '" + Sources.oneLine(expression) + "'");
  }

  /** Likewise, but a word that names no variable stands for itself. */
  Value evaluateOrWord(Expression expression, Scope scope) {
    if (expression instanceof Expression.Word word && scope.lookup(word.name()) == null) {
      return new Value.Text(word.name());
    }
    return evaluate(expression, scope);
  }

  Value variable(String name, Span span, Scope scope) {
    Value value = scope.lookup(name);
    if (value == null) {
      throw problems.unknownName(
          span,
          "unknown-variable",
          name,
          "unknown variable '" + name + "'" + Suggestions.didYouMean(name, scope.names()));
    }
    if (value instanceof Value.Unknown) {
      throw Mistake.silent();
    }
    return value;
  }

  /** A template's text with all variables put in. */
  String text(Template template, Scope scope) {
    StringBuilder text = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Text literal) {
        text.append(literal.value());
      } else if (part instanceof Template.Value value) {
        text.append(evaluate(value.expression(), scope).text());
      }
    }
    return text.toString();
  }

  Quantity quantity(Expression expression, Scope scope) {
    Value value = evaluate(expression, scope);
    if (value instanceof Quantity quantity) {
      return quantity;
    }
    throw Mistake.at(
        expression.span(),
        "not-a-number",
        "expected a number, found " + value.kind() + " ('" + value.text() + "')");
  }

  /** A quantity of the given dimension; a bare 0 fits all. */
  Quantity quantity(Expression expression, Scope scope, Dimension wanted, String example) {
    Value value = evaluate(expression, scope);
    if (value instanceof Quantity quantity) {
      if (quantity.dimension() == wanted) {
        return quantity;
      }
      if (quantity.dimension() == Dimension.NUMBER && quantity.amount().signum() == 0) {
        return new Quantity(BigDecimal.ZERO, wanted);
      }
    }
    throw Mistake.at(
        expression.span(),
        "wrong-unit",
        "expected "
            + wanted.description()
            + " such as "
            + example
            + ", found "
            + found(value)
            + unitSuggestion(expression, value, wanted));
  }

  long timeNs(Expression expression, Scope scope) {
    Quantity time = quantity(expression, scope, Dimension.TIME, "10ms");
    if (time.amount().signum() < 0) {
      throw Mistake.at(
          expression.span(),
          "negative-time",
          "expected a time of at least 0s, found " + time.text());
    }
    return Quantities.toLong(time);
  }

  /** A plain whole number within the bounds, which are included. */
  int integer(Expression expression, Scope scope, String what, int least, int most) {
    Quantity number = quantity(expression, scope);
    boolean plain = number.dimension() == Dimension.NUMBER;
    boolean whole = plain && number.amount().remainder(BigDecimal.ONE).signum() == 0;
    if (!whole || number.amount().abs().compareTo(MOST) > 0) {
      throw Mistake.at(
          expression.span(),
          plain ? "not-an-integer" : "wrong-unit",
          "expected " + what + ", a whole number, found " + found(number));
    }
    int value = number.amount().intValueExact();
    if (value < least || value > most) {
      throw Mistake.at(
          expression.span(),
          "out-of-range",
          "expected " + what + " within " + least + ".." + most + ", found " + value);
    }
    return value;
  }

  /** A seed: a plain whole number, 0 or above. */
  long whole(Expression expression, Scope scope) {
    Quantity number = quantity(expression, scope);
    boolean fits = number.dimension() == Dimension.NUMBER && number.amount().signum() >= 0;
    if (!fits || number.amount().remainder(BigDecimal.ONE).signum() != 0) {
      throw Mistake.at(
          expression.span(),
          "not-an-integer",
          "expected a seed, a whole number of at least 0, found " + found(number));
    }
    return Quantities.toLong(number);
  }

  /** A value as messages show it. */
  static String found(Value value) {
    return value.kind() + " (" + value.text() + ")";
  }

  /** {@code "; did you mean '20ms'?"} behind a number without its unit, else nothing. */
  static String unitSuggestion(Expression expression, Value value, Dimension wanted) {
    boolean bare =
        expression instanceof Expression.Quantity literal && literal.unit() == Unit.NONE;
    return bare ? "; did you mean '" + value.text() + Quantities.usualUnit(wanted) + "'?" : "";
  }

  static Prefix prefix(Expression.Prefix prefix) {
    return new Prefix(prefix.address(), prefix.length());
  }

  static String macText(long bits) {
    StringBuilder text = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(String.format("%02x", bits >> shift & 0xff)).append(shift > 0 ? ":" : "");
    }
    return text.toString();
  }

  private Value arithmetic(Expression.Binary binary, Scope scope) {
    List<Quantity> operands =
        ImmutableList.of(quantity(binary.left(), scope), quantity(binary.right(), scope));
    char operator = operator(binary.operator());
    return compute(
        binary, () -> Quantities.apply(operator, operands.get(0), operands.get(1)));
  }

  static char operator(BinaryOperator operator) {
    return operator.symbol().charAt(0);
  }

  private static Value compute(Expression expression, Supplier<Quantity> computation) {
    try {
      return computation.get();
    } catch (QuantityException e) {
      throw Mistake.at(
          expression.span(),
          "bad-arithmetic",
          e.getMessage() + " in '" + Sources.oneLine(expression) + "'");
    }
  }
}
