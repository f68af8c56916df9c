package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.BinaryOperator;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Template;
import io.lockstep.grammar.ast.UnaryOperator;
import io.lockstep.grammar.ast.Unit;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Computes expressions that are known before the run. Throws {@link Mistake} for users' errors. */
final class Evaluator {
  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  private final Problems problems;
  private final Functions functions = new Functions(this);
  private final Ranges ranges = new Ranges(this);
  private Names names;

  Evaluator(Problems problems) {
    this.problems = problems;
  }

  /** From now on words and references may name nodes. */
  void know(Names nodes) {
    names = nodes;
  }

  /** The value of an expression in which a word must be a variable or name nodes. */
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
      return new Value.Mac(mac.bits());
    } else if (expression instanceof Expression.Pattern pattern) {
      return Patterns.value(pattern.text(), this, scope);
    } else if (expression instanceof Expression.Word word) {
      return word(word, scope, false);
    } else if (expression instanceof Expression.ListLiteral list) {
      return new Value.Sequence(elements(list.items(), scope, "a bound of a range"));
    } else if (expression instanceof Expression.Range range) {
      return new Value.Sequence(ranges.elements(range, scope, "a bound of a range"));
    } else if (expression instanceof Expression.Element element) {
      return element(element, scope);
    } else if (expression instanceof Expression.Member member) {
      return nodes(member, scope).orElseThrow(() -> notConstant(member));
    } else if (expression instanceof Expression.Call call && call.target().isEmpty()) {
      return functions.call(call, scope);
    } else if (expression instanceof Expression.Unary unary) {
      return unary.operator() == UnaryOperator.NOT
          ? new Value.Truth(!truth(unary.operand(), scope))
          : Quantities.negate(quantity(unary.operand(), scope));
    } else if (expression instanceof Expression.Binary binary) {
      return binary(binary, scope);
    }
    throw notConstant(expression);
  }

  private static Mistake notConstant(Expression expression) {
    return Mistake.at(
        expression.span(),
        "not-constant",
        "expected a value known before the run, found '" + Sources.oneLine(expression) + "'");
  }

  /** Likewise, but a word that names nothing stands for itself. */
  Value evaluateOrWord(Expression expression, Scope scope) {
    return expression instanceof Expression.Word word
        ? word(word, scope, true)
        : evaluate(expression, scope);
  }

  /** Whether a word is no variable, no truth value and names no nodes. */
  boolean isFree(Expression.Word word, Scope scope) {
    return scope.lookup(word.name()) == null
        && !word.name().equals("true")
        && !word.name().equals("false")
        && nodes(word, scope).isEmpty();
  }

  private Value word(Expression.Word word, Scope scope, boolean asText) {
    String name = word.name();
    if (scope.lookup(name) != null) {
      return variable(name, word.span(), scope);
    } else if (name.equals("true") || name.equals("false")) {
      return new Value.Truth(name.equals("true"));
    }
    Optional<Value> nodes = nodes(word, scope);
    if (nodes.isPresent()) {
      return nodes.get();
    }
    return asText ? new Value.Text(name) : variable(name, word.span(), scope);
  }

  /** The nodes that an expression names; empty if it names none. */
  Optional<Value> nodes(Expression expression, Scope scope) {
    Reference reference = names == null ? null : Subject.reference(expression);
    return reference == null ? Optional.empty() : names.value(reference, scope);
  }

  Value variable(String name, Span span, Scope scope) {
    Value value = scope.lookup(name);
    if (value == null) {
      throw problems.unknownName(
          span,
          "unknown-variable",
          name,
          () -> "unknown variable '" + name + "'" + Suggestions.didYouMean(name, scope.names()));
    }
    if (value instanceof Value.Unknown) {
      throw Mistake.silent();
    }
    return value;
  }

  /** {@code xs[i]}, or nodes. */
  private Value element(Expression.Element element, Scope scope) {
    boolean variable =
        Subject.root(element) instanceof Expression.Word word && scope.lookup(word.name()) == null;
    if (variable) {
      return nodes(element, scope)
          .orElseThrow(
              () ->
                  Subject.reference(element) == null
                      ? notConstant(element)
                      : unknownRoot(element, scope));
    }
    Value target = evaluate(element.target(), scope);
    if (!(target instanceof Value.Sequence list)) {
      throw Mistake.at(
          element.span(),
          "not-a-list",
          "expected a list in front of the brackets, found " + found(target));
    }
    if (element.index() instanceof Index.All) {
      return list;
    }
    int size = list.items().size();
    if (element.index() instanceof Index.At at) {
      return list.items().get(index(at.value(), scope, 1, size) - 1);
    }
    Index.Range range = (Index.Range) element.index();
    int from = index(range.from(), scope, 1, size + 1);
    int to = index(range.to(), scope, from - 1, size);
    return new Value.Sequence(list.items().subList(from - 1, to));
  }

  private int index(Expression expression, Scope scope, int least, int most) {
    if (most < least) {
      throw Mistake.at(expression.span(), "out-of-range", "the list is empty");
    }
    return integer(expression, scope, "an index", least, most);
  }

  private Mistake unknownRoot(Expression expression, Scope scope) {
    Expression.Word word = (Expression.Word) Subject.root(expression);
    return problems.unknownName(
        word.span(),
        "unknown-variable",
        word.name(),
        () ->
            "unknown list or node '" + word.name() + "'"
                + Suggestions.didYouMean(word.name(), scope.names()));
  }

  /** The values of a list as it is written; ranges and lists in it stand for their elements. */
  ImmutableList<Value> elements(List<Expression> items, Scope scope, String bound) {
    ImmutableList.Builder<Value> values = ImmutableList.builder();
    for (Expression item : items) {
      if (item instanceof Expression.Range range) {
        values.addAll(ranges.elements(range, scope, bound));
        continue;
      }
      Value value = evaluateOrWord(item, scope);
      if (value instanceof Value.Sequence list) {
        values.addAll(list.items());
      } else {
        values.add(value);
      }
    }
    return values.build();
  }

  /** Whether a condition holds. */
  boolean truth(Expression expression, Scope scope) {
    Value value = evaluate(expression, scope);
    if (value instanceof Value.Truth truth) {
      return truth.holds();
    }
    throw Mistake.at(
        expression.span(),
        "not-a-condition",
        "expected a condition such as 'n > 2', found " + found(value));
  }

  private Value binary(Expression.Binary binary, Scope scope) {
    if (binary.operator() == BinaryOperator.AND) {
      return new Value.Truth(truth(binary.left(), scope) && truth(binary.right(), scope));
    } else if (binary.operator() == BinaryOperator.OR) {
      return new Value.Truth(truth(binary.left(), scope) || truth(binary.right(), scope));
    } else if (binary.operator().isComparison()) {
      return new Value.Truth(Comparison.holds(binary, this, problems, scope));
    }
    return arithmetic(binary, scope);
  }

  /** A template's text with all values put in. */
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

  /** An address with its length. */
  Prefix prefix(Expression expression, Scope scope) {
    Value value = evaluate(expression, scope);
    if (value instanceof Value.Network network) {
      return network.prefix();
    }
    throw Mistake.at(
        expression.span(),
        "not-a-prefix",
        "expected a prefix such as 10.0.1.1/24, found " + found(value));
  }

  /** An address without length. */
  InetAddress address(Expression expression, Scope scope) {
    Value value = evaluate(expression, scope);
    if (value instanceof Value.Address address) {
      return address.address();
    }
    throw Mistake.at(
        expression.span(),
        "not-an-address",
        "expected an address such as 10.0.1.1, found " + found(value));
  }

  /** An Ethernet address: 48 bits. */
  long mac(Expression expression, Scope scope) {
    Value value = evaluate(expression, scope);
    if (value instanceof Value.Mac mac) {
      return mac.bits();
    }
    throw Mistake.at(
        expression.span(),
        "not-a-mac",
        "expected a MAC address such as 02:00:00:00:00:01, found " + found(value));
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

  static Quantity compute(Expression expression, Supplier<Quantity> computation) {
    try {
      return computation.get();
    } catch (QuantityException e) {
      throw Mistake.at(
          expression.span(),
          "bad-arithmetic",
          e.getMessage() + " in '" + Sources.oneLine(expression) + "'");
    }
  }

  /** The names of all functions that are known before the run. */
  static ImmutableList<String> functionNames() {
    return Functions.NAMES.stream().collect(toImmutableList());
  }
}
