package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The functions whose values are known before the run. */
final class Functions {
  /** How each is called. */
  private static final ImmutableMap<String, String> SIGNATURES =
      ImmutableMap.<String, String>builder()
          .put("min", "min(a, b, …)")
          .put("max", "max(a, b, …)")
          .put("abs", "abs(x)")
          .put("floor", "floor(x)")
          .put("ceil", "ceil(x)")
          .put("round", "round(x)")
          .put("mod", "mod(a, b)")
          .put("div", "div(a, b)")
          .put("pow", "pow(base, exponent)")
          .put("len", "len(list)")
          .put("hex", "hex(n)")
          .put("if", "if(condition, then, else)")
          .put("address", "address(prefix, n)")
          .put("host", "host(prefix, n)")
          .put("subnet", "subnet(prefix, length, n)")
          .buildOrThrow();

  static final ImmutableSet<String> NAMES = SIGNATURES.keySet();

  private static final ImmutableMap<String, Integer> COUNTS =
      ImmutableMap.<String, Integer>builder()
          .put("abs", 1)
          .put("floor", 1)
          .put("ceil", 1)
          .put("round", 1)
          .put("mod", 2)
          .put("div", 2)
          .put("pow", 2)
          .put("len", 1)
          .put("hex", 1)
          .put("if", 3)
          .put("address", 2)
          .put("host", 2)
          .put("subnet", 3)
          .buildOrThrow();

  private final Evaluator evaluator;

  Functions(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** The mistake of calling a function that is not among those that can stand there. */
  static Mistake unknown(Expression.Call call, Collection<String> known) {
    String name = call.function().text();
    return Mistake.at(
        call.function().span(),
        "unknown-function",
        "unknown function '" + name + "', expected one of " + String.join(", ", known)
            + Suggestions.didYouMean(name, known));
  }

  Value call(Expression.Call call, Scope scope) {
    String name = call.function().text();
    if (!NAMES.contains(name)) {
      throw unknown(call, NAMES);
    }
    List<Expression> arguments = call.arguments();
    if (arguments.size() != COUNTS.getOrDefault(name, Math.max(1, arguments.size()))) {
      throw Mistake.at(
          call.span(),
          "wrong-arguments",
          "expected " + SIGNATURES.get(name) + ", found " + count(arguments.size()));
    }
    return switch (name) {
      case "min", "max" -> extreme(call, scope);
      case "abs" -> {
        Quantity value = evaluator.quantity(arguments.get(0), scope);
        yield new Quantity(value.amount().abs(), value.dimension());
      }
      case "floor" -> rounded(call, scope, RoundingMode.FLOOR);
      case "ceil" -> rounded(call, scope, RoundingMode.CEILING);
      case "round" -> rounded(call, scope, RoundingMode.HALF_EVEN);
      case "mod", "div" -> division(call, scope);
      case "pow" -> power(call, scope);
      case "len" -> length(arguments.get(0), scope);
      case "hex" -> new Value.Text(natural(arguments.get(0), scope, "a number").toString(16));
      case "if" -> evaluator.evaluateOrWord(
          arguments.get(evaluator.truth(arguments.get(0), scope) ? 1 : 2), scope);
      case "address" -> new Value.Address(member(call, scope).address());
      case "host" -> new Value.Network(member(call, scope));
      case "subnet" -> subnet(call, scope);
      default -> throw new AssertionError(name);
    };
  }

  private static String count(int arguments) {
    return arguments == 0
        ? "no arguments"
        : arguments + (arguments == 1 ? " argument" : " arguments");
  }

  private Value extreme(Expression.Call call, Scope scope) {
    List<Quantity> values = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      for (Value value : items(evaluator.evaluate(argument, scope))) {
        if (!(value instanceof Quantity quantity)) {
          throw Mistake.at(
              argument.span(),
              "not-a-number",
              "expected a number, found " + Evaluator.found(value));
        }
        values.add(quantity);
      }
    }
    if (values.isEmpty()) {
      throw Mistake.at(call.span(), "wrong-arguments", "expected at least one number, found none");
    }
    Quantity best = values.get(0);
    boolean least = call.function().text().equals("min");
    for (Quantity value : values) {
      if (value.dimension() != best.dimension()) {
        throw Mistake.at(
            call.span(),
            "wrong-unit",
            "cannot compare " + Evaluator.found(best) + " with " + Evaluator.found(value));
      }
      int order = value.amount().compareTo(best.amount());
      best = least ? order < 0 ? value : best : order > 0 ? value : best;
    }
    return best;
  }

  private static List<Value> items(Value value) {
    return value instanceof Value.Sequence list ? list.items() : List.of(value);
  }

  private Value rounded(Expression.Call call, Scope scope, RoundingMode mode) {
    Expression argument = call.arguments().get(0);
    Quantity value = evaluator.quantity(argument, scope);
    if (value.dimension() != Dimension.NUMBER) {
      throw Mistake.at(
          argument.span(),
          "wrong-unit",
          "expected a plain number, found " + Evaluator.found(value)
              + "; divide it by a unit first, as in " + call.function() + "(x / 1"
              + Quantities.usualUnit(value.dimension()) + ")");
    }
    return new Quantity(value.amount().setScale(0, mode), Dimension.NUMBER);
  }

  /** The quotient rounded down, or what it leaves; a remainder is never negative for b > 0. */
  private Value division(Expression.Call call, Scope scope) {
    Quantity left = evaluator.quantity(call.arguments().get(0), scope);
    Quantity right = evaluator.quantity(call.arguments().get(1), scope);
    if (left.dimension() != right.dimension()) {
      throw Mistake.at(
          call.span(),
          "wrong-unit",
          "cannot divide " + Evaluator.found(left) + " by " + Evaluator.found(right)
              + " without changing the unit");
    }
    Quantity ratio = Evaluator.compute(call, () -> Quantities.divide(left, right));
    BigDecimal quotient = exactFloor(left.amount(), right.amount(), ratio.amount());
    if (call.function().text().equals("div")) {
      return new Quantity(quotient, Dimension.NUMBER);
    }
    BigDecimal remainder = left.amount().subtract(quotient.multiply(right.amount()));
    return new Quantity(remainder, left.dimension());
  }

  private static BigDecimal exactFloor(BigDecimal left, BigDecimal right, BigDecimal ratio) {
    BigDecimal floor = ratio.setScale(0, RoundingMode.FLOOR);
    BigDecimal rest = left.subtract(floor.multiply(right));
    boolean tooMuch = rest.signum() * right.signum() < 0;
    return tooMuch ? floor.subtract(BigDecimal.ONE) : floor;
  }

  private Value power(Expression.Call call, Scope scope) {
    Expression argument = call.arguments().get(0);
    Quantity base = evaluator.quantity(argument, scope);
    if (base.dimension() != Dimension.NUMBER && base.dimension() != Dimension.SHARE) {
      throw Mistake.at(
          argument.span(),
          "wrong-unit",
          "expected a plain number, found " + Evaluator.found(base));
    }
    int exponent =
        evaluator.integer(call.arguments().get(1), scope, "an exponent", -1000, 1000);
    return Evaluator.compute(
        call, () -> Quantities.power(new Quantity(base.amount(), Dimension.NUMBER), exponent));
  }

  private Value length(Expression argument, Scope scope) {
    Value value = evaluator.evaluate(argument, scope);
    if (value instanceof Value.Sequence list) {
      return Quantity.of(list.items().size());
    }
    throw Mistake.at(
        argument.span(), "not-a-list", "expected a list, found " + Evaluator.found(value));
  }

  /** The n-th address of a prefix; 0 is the network itself. */
  private Prefix member(Expression.Call call, Scope scope) {
    Prefix prefix = evaluator.prefix(call.arguments().get(0), scope);
    BigInteger number = natural(call.arguments().get(1), scope, "the number of an address");
    int bits = prefix.address().getAddress().length * 8;
    requireBelow(call.arguments().get(1), number, bits - prefix.length(), prefix, "addresses");
    return new Prefix(ip(prefix.first().add(number), bits), prefix.length());
  }

  private Value subnet(Expression.Call call, Scope scope) {
    Prefix prefix = evaluator.prefix(call.arguments().get(0), scope);
    int bits = prefix.address().getAddress().length * 8;
    int length =
        evaluator.integer(
            call.arguments().get(1), scope, "a prefix length", prefix.length(), bits);
    BigInteger number = natural(call.arguments().get(2), scope, "the number of a subnet");
    requireBelow(
        call.arguments().get(2), number, length - prefix.length(), prefix,
        "subnets of length " + length);
    BigInteger first = prefix.first().add(number.shiftLeft(bits - length));
    return new Value.Network(new Prefix(ip(first, bits), length));
  }

  private static void requireBelow(
      Expression place, BigInteger number, int bits, Prefix prefix, String what) {
    BigInteger most = BigInteger.ONE.shiftLeft(bits);
    if (number.compareTo(most) >= 0) {
      throw Mistake.at(
          place.span(),
          "out-of-range",
          prefix.network() + " has " + (bits < 20 ? most : "2^" + bits) + " " + what
              + ", expected a number below that, found " + number);
    }
  }

  private static InetAddress ip(BigInteger value, int bits) {
    return bits == 32
        ? InetAddresses.fromIPv4BigInteger(value)
        : InetAddresses.fromIPv6BigInteger(value);
  }

  private BigInteger natural(Expression expression, Scope scope, String what) {
    Quantity value = evaluator.quantity(expression, scope);
    boolean whole =
        value.dimension() == Dimension.NUMBER
            && value.amount().signum() >= 0
            && value.amount().remainder(BigDecimal.ONE).signum() == 0;
    if (!whole) {
      throw Mistake.at(
          expression.span(),
          "not-an-integer",
          "expected " + what + ", a whole number of at least 0, found " + Evaluator.found(value));
    }
    return value.amount().toBigInteger();
  }
}
