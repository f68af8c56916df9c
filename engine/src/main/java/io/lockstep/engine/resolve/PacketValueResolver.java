package io.lockstep.engine.resolve;

import com.google.common.io.BaseEncoding;
import io.lockstep.engine.model.PacketValue;
import io.lockstep.engine.packet.Fields;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.UnaryOperator;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Turns expressions over fields of packets into values that are computed during the run. */
final class PacketValueResolver {
  private final Evaluator evaluator;

  PacketValueResolver(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** {@code tcp.dstport} as a name; null if it is nothing of that shape. */
  static String dotted(Expression expression) {
    if (expression instanceof Expression.Word word) {
      return word.name();
    } else if (expression instanceof Expression.Member member) {
      String target = dotted(member.target());
      return target == null ? null : target + "." + member.name();
    }
    return null;
  }

  /** Whether an expression begins with the name of a packet that was seen before. */
  static boolean isRemembered(Expression expression, Scope scope) {
    return Subject.root(expression) instanceof Expression.Word word
        && scope.lookup(word.name()) instanceof Value.Packet;
  }

  /** Whether an expression is a field of the packet that is looked at. */
  static boolean isField(Expression expression, Scope scope) {
    String name = dotted(expression);
    return name != null
        && Fields.known().contains(name)
        && !(expression instanceof Expression.Word word && scope.lookup(word.name()) != null);
  }

  /** Whether the value of an expression depends on packets. */
  static boolean isDynamic(Expression expression, Scope scope) {
    if (expression instanceof Expression.Binary binary && binary.operator().isArithmetic()) {
      return isDynamic(binary.left(), scope) || isDynamic(binary.right(), scope);
    } else if (expression instanceof Expression.Unary unary
        && unary.operator() == UnaryOperator.MINUS) {
      return isDynamic(unary.operand(), scope);
    } else if (expression instanceof Expression.Call call
        && call.target().isEmpty()
        && call.function().text().equals("mod")) {
      return call.arguments().stream().anyMatch(argument -> isDynamic(argument, scope));
    }
    return isField(expression, scope) || isRemembered(expression, scope);
  }

  /**
   * The value of an expression.
   *
   * @param fields whether fields of the packet that is looked at may stand in it
   */
  PacketValue resolve(Expression expression, Scope scope, boolean fields) {
    if (!isDynamic(expression, scope)) {
      boolean field =
          expression instanceof Expression.Member member
              && dotted(member) != null
              && evaluator.nodes(member, scope).isEmpty();
      if (field) {
        throw unknown(dotted(expression), expression);
      }
      return constant(evaluator.evaluateOrWord(expression, scope), expression.span());
    } else if (expression instanceof Expression.Binary binary) {
      return new PacketValue.Arithmetic(
          Evaluator.operator(binary.operator()),
          resolve(binary.left(), scope, fields),
          resolve(binary.right(), scope, fields));
    } else if (expression instanceof Expression.Unary unary) {
      return new PacketValue.Arithmetic(
          '-', new PacketValue.Constant(0), resolve(unary.operand(), scope, fields));
    } else if (expression instanceof Expression.Call call) {
      if (call.arguments().size() != 2) {
        throw Mistake.at(call.span(), "wrong-arguments", "expected two numbers, as in mod(a, 8)");
      }
      return new PacketValue.Arithmetic(
          '%',
          resolve(call.arguments().get(0), scope, fields),
          resolve(call.arguments().get(1), scope, fields));
    } else if (isRemembered(expression, scope)) {
      return remembered(expression, scope);
    } else if (!fields) {
      throw Mistake.at(
          expression.span(),
          "not-constant",
          "'" + Sources.oneLine(expression) + "' is a field, but of no packet; expected one seen"
              + " before, such as syn." + Sources.oneLine(expression));
    }
    return new PacketValue.Field(dotted(expression), -1, "");
  }

  private static PacketValue remembered(Expression expression, Scope scope) {
    Expression.Word word = (Expression.Word) Subject.root(expression);
    String whole = dotted(expression);
    if (whole == null || expression instanceof Expression.Word) {
      throw Mistake.at(
          expression.span(),
          "not-a-value",
          "'" + word.name() + "' is a packet, expected one of its fields such as "
              + word.name() + ".tcp.seq");
    }
    String field = whole.substring(word.name().length() + 1);
    if (!Fields.known().contains(field)) {
      throw unknown(field, expression);
    }
    int number = ((Value.Packet) scope.lookup(word.name())).number();
    return new PacketValue.Field(field, number, word.name());
  }

  private static Mistake unknown(String field, Expression expression) {
    return Mistake.at(
        expression.span(),
        "unknown-field",
        "unknown packet field '" + field + "'" + Suggestions.didYouMean(field, Fields.known()));
  }

  /** A value that is known before the run, as a number. */
  static PacketValue.Constant constant(Value value, Span span) {
    if (value instanceof Value.Truth truth) {
      return new PacketValue.Constant(truth.holds() ? 1 : 0);
    } else if (value instanceof Value.Mac mac) {
      return new PacketValue.Constant(mac.bits());
    } else if (value instanceof Value.Address address
        && address.address().getAddress().length == 4) {
      return new PacketValue.Constant(
          ByteBuffer.wrap(address.address().getAddress()).getInt() & 0xffffffffL);
    }
    boolean plain =
        value instanceof Value.Quantity quantity
            && (quantity.dimension() == Dimension.NUMBER
                || quantity.dimension() == Dimension.SIZE);
    if (!plain) {
      throw Mistake.at(
          span,
          value instanceof Value.Quantity ? "wrong-unit" : "not-a-number",
          "expected a plain number, found " + Evaluator.found(value));
    }
    try {
      return new PacketValue.Constant(((Value.Quantity) value).amount().longValueExact());
    } catch (ArithmeticException e) {
      throw Mistake.at(
          span,
          "not-an-integer",
          "expected a whole number, found " + Evaluator.found(value));
    }
  }

  /** Whether an expression is {@code bytes("de ad")}. */
  static boolean isBytes(Expression expression) {
    return expression instanceof Expression.Call call
        && call.target().isEmpty()
        && call.function().text().equals("bytes");
  }

  /** The digits in {@code bytes("de ad")}, two for each byte, in lower case. */
  String bytes(Expression expression, Scope scope) {
    Expression.Call call = (Expression.Call) expression;
    Value value =
        call.arguments().size() == 1
            ? evaluator.evaluate(call.arguments().get(0), scope)
            : new Value.Unknown();
    String digits =
        value instanceof Value.Text text
            ? text.text().replaceAll("[\\s:.]", "").toLowerCase(Locale.ROOT)
            : "?";
    if (!BaseEncoding.base16().lowerCase().canDecode(digits)) {
      throw Mistake.at(
          call.span(),
          "wrong-arguments",
          "expected pairs of hexadecimal digits, as in bytes(\"de ad be ef\")");
    }
    return digits;
  }
}
