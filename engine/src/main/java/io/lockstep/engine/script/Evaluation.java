package io.lockstep.engine.script;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import io.lockstep.engine.model.ScriptExpression;
import io.lockstep.engine.model.ScriptValue;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Computes the values of expressions when the calls of a step have returned. */
public final class Evaluation {
  private final Map<String, ScriptValue> variables;
  private final List<ScriptValue> results;

  /**
   * @param variables those that have been set
   * @param results of the calls of the step so far
   */
  public Evaluation(Map<String, ScriptValue> variables, List<ScriptValue> results) {
    this.variables = variables;
    this.results = results;
  }

  /** For what is known before the run. */
  public static Evaluation constant() {
    return new Evaluation(Map.of(), List.of());
  }

  /** The value. */
  public ScriptValue of(ScriptExpression expression) {
    if (expression instanceof ScriptExpression.Constant constant) {
      return constant.value();
    } else if (expression instanceof ScriptExpression.Variable variable) {
      ScriptValue value = variables.get(variable.name());
      if (value == null) {
        throw new ScriptException("the variable '" + variable.name() + "' has not been set yet");
      }
      return value;
    } else if (expression instanceof ScriptExpression.Result result) {
      return results.get(result.call());
    } else if (expression instanceof ScriptExpression.Member member) {
      return Members.of(of(member.target()), member.name());
    } else if (expression instanceof ScriptExpression.Element element) {
      return element(of(element.target()), of(element.index()));
    } else if (expression instanceof ScriptExpression.Unary unary) {
      ScriptValue value = of(unary.operand());
      return unary.operator().equals("not")
          ? new ScriptValue.Truth(!truth(value))
          : value instanceof ScriptValue.Time time
              ? new ScriptValue.Time(-time.ns())
              : new ScriptValue.Number(-number(value, "the operand of '-'"));
    } else if (expression instanceof ScriptExpression.Binary binary) {
      return binary(binary);
    } else if (expression instanceof ScriptExpression.Socket socket) {
      return socket(of(socket.host()), of(socket.port()));
    } else if (expression instanceof ScriptExpression.Sequence list) {
      return new ScriptValue.Sequence(
          list.items().stream().map(this::of).collect(ImmutableList.toImmutableList()));
    }
    ScriptExpression.Make make = (ScriptExpression.Make) expression;
    ImmutableList<String> fields = Signatures.fields(make.function());
    Map<String, ScriptValue> values = new LinkedHashMap<>();
    for (int i = 0; i < make.arguments().size(); i++) {
      values.put(fields.get(i), of(make.arguments().get(i)));
    }
    make.named().forEach((name, value) -> values.put(name, of(value)));
    return Maker.make(make.function(), ImmutableMap.copyOf(values));
  }

  /** Whether a condition holds; its value has to be a truth value. */
  public boolean holds(ScriptExpression condition) {
    return truth(of(condition));
  }

  /** What was seen instead of a condition that does not hold. */
  public String seen(ScriptExpression condition) {
    if (condition instanceof ScriptExpression.Binary binary) {
      switch (binary.operator()) {
        case "and", "or" -> {
          String left = seen(binary.left());
          String right = seen(binary.right());
          return left.equals(right) ? left : left + "; " + right;
        }
        case "==", "!=", "<", "<=", ">", ">=", "contains", "matches" -> {
          ScriptValue left = of(binary.left());
          ScriptValue right = of(binary.right());
          boolean constant = binary.right() instanceof ScriptExpression.Constant;
          return Shown.value(left, right) + (constant ? "" : " beside " + Shown.value(right, left));
        }
        default -> {}
      }
    } else if (condition instanceof ScriptExpression.Unary unary) {
      return seen(unary.operand());
    }
    return Shown.value(of(condition));
  }

  private static ScriptValue element(ScriptValue target, ScriptValue index) {
    if (target instanceof ScriptValue.Sequence list) {
      long at = number(index, "an index");
      if (at < 1 || at > list.items().size()) {
        throw new ScriptException(
            "there is no element " + at + " in a list of " + list.items().size());
      }
      return list.items().get((int) at - 1);
    }
    throw new ScriptException("expected a list in front of the brackets, found " + Shown.found(target));
  }

  private static ScriptValue socket(ScriptValue host, ScriptValue port) {
    long number = number(port, "a port");
    if (number < 0 || number > 65535) {
      throw new ScriptException("expected a port within 0..65535, found " + number);
    }
    if (host instanceof ScriptValue.Ip ip) {
      return new ScriptValue.Socket(ip.address(), (int) number, 0);
    }
    throw new ScriptException(
        "expected an address in front of ':', found " + Shown.found(host));
  }

  private ScriptValue binary(ScriptExpression.Binary binary) {
    switch (binary.operator()) {
      case "and" -> {
        return new ScriptValue.Truth(truth(of(binary.left())) && truth(of(binary.right())));
      }
      case "or" -> {
        return new ScriptValue.Truth(truth(of(binary.left())) || truth(of(binary.right())));
      }
      default -> {}
    }
    ScriptValue left = of(binary.left());
    ScriptValue right = of(binary.right());
    return switch (binary.operator()) {
      case "==" -> new ScriptValue.Truth(equal(left, right));
      case "!=" -> new ScriptValue.Truth(!equal(left, right));
      case "<" -> new ScriptValue.Truth(order(left, right) < 0);
      case "<=" -> new ScriptValue.Truth(order(left, right) <= 0);
      case ">" -> new ScriptValue.Truth(order(left, right) > 0);
      case ">=" -> new ScriptValue.Truth(order(left, right) >= 0);
      case "contains" ->
          new ScriptValue.Truth(Bytes.indexOf(bytes(left), bytes(right)) >= 0);
      case "matches" ->
          new ScriptValue.Truth(
              Pattern.compile(text(right), Pattern.MULTILINE).matcher(text(left)).find());
      default -> arithmetic(binary.operator(), left, right);
    };
  }

  private static byte[] bytes(ScriptValue value) {
    if (value instanceof ScriptValue.Bytes bytes) {
      return bytes.bytes();
    }
    throw new ScriptException("expected bytes, found " + Shown.found(value));
  }

  private static String text(ScriptValue value) {
    return new String(bytes(value), StandardCharsets.ISO_8859_1);
  }

  private static ScriptValue arithmetic(String operator, ScriptValue left, ScriptValue right) {
    if (operator.equals("+")
        && left instanceof ScriptValue.Bytes one
        && right instanceof ScriptValue.Bytes other) {
      return new ScriptValue.Bytes(Bytes.concat(one.bytes(), other.bytes()));
    }
    boolean times = left instanceof ScriptValue.Time || right instanceof ScriptValue.Time;
    boolean sum = operator.equals("+") || operator.equals("-");
    boolean both = left instanceof ScriptValue.Time && right instanceof ScriptValue.Time;
    if (times && sum && !both || operator.equals("*") && both) {
      throw new ScriptException(
          Shown.found(left) + " and " + Shown.found(right) + " do not go together in '"
              + operator + "'");
    }
    long a = amount(left, operator);
    long b = amount(right, operator);
    long value =
        switch (operator) {
          case "+" -> Math.addExact(a, b);
          case "-" -> Math.subtractExact(a, b);
          case "*" -> Math.multiplyExact(a, b);
          case "/" -> {
            if (b == 0) {
              throw new ScriptException("a division by 0");
            }
            yield a / b;
          }
          case "|" -> a | b;
          default -> a & b;
        };
    boolean time = times && (sum || operator.equals("*") || operator.equals("/") && !both);
    if (time) {
      return new ScriptValue.Time(value);
    }
    boolean flags =
        operator.equals("|")
            && left instanceof ScriptValue.Number one
            && right instanceof ScriptValue.Number other
            && !one.symbol().isEmpty()
            && !other.symbol().isEmpty();
    return new ScriptValue.Number(
        value, flags ? Shown.value(left) + " | " + Shown.value(right) : "");
  }

  private static long amount(ScriptValue value, String operator) {
    return value instanceof ScriptValue.Time time
        ? time.ns()
        : number(value, "an operand of '" + operator + "'");
  }

  private static boolean truth(ScriptValue value) {
    if (value instanceof ScriptValue.Truth truth) {
      return truth.holds();
    } else if (value instanceof ScriptValue.Number number) {
      return number.value() != 0;
    }
    throw new ScriptException(
        "expected a condition such as 'n == 3', found " + Shown.found(value));
  }

  /** Data compares with a number by its length. */
  private static boolean equal(ScriptValue left, ScriptValue right) {
    if (left instanceof ScriptValue.Bytes a && right instanceof ScriptValue.Bytes b) {
      return a.equals(b);
    } else if (left instanceof ScriptValue.Socket a && right instanceof ScriptValue.Socket b) {
      return sameAddress(a.address(), b.address()) && a.port() == b.port();
    } else if (left instanceof ScriptValue.Ip a && right instanceof ScriptValue.Ip b) {
      return sameAddress(a.address(), b.address());
    } else if (left instanceof ScriptValue.Struct || left instanceof ScriptValue.Sequence
        || left instanceof ScriptValue.Mac) {
      if (left.getClass() == right.getClass()) {
        return left instanceof ScriptValue.Struct a && right instanceof ScriptValue.Struct b
            ? a.fields().equals(b.fields())
            : left.equals(right);
      }
    }
    return order(left, right) == 0;
  }

  private static boolean sameAddress(InetAddress one, InetAddress other) {
    return java.util.Arrays.equals(one.getAddress(), other.getAddress());
  }

  private static int order(ScriptValue left, ScriptValue right) {
    if (left instanceof ScriptValue.Time a && right instanceof ScriptValue.Time b) {
      return Long.compare(a.ns(), b.ns());
    }
    boolean zero =
        left instanceof ScriptValue.Time && isZero(right)
            || right instanceof ScriptValue.Time && isZero(left);
    if (zero) {
      return Long.compare(amount(left, "=="), amount(right, "=="));
    }
    if (left instanceof ScriptValue.Time time && time.unitNs() > 0 && isNumeric(right)) {
      return Long.compare(time.ns(), count(right) * time.unitNs());
    } else if (right instanceof ScriptValue.Time time && time.unitNs() > 0 && isNumeric(left)) {
      return Long.compare(count(left) * time.unitNs(), time.ns());
    }
    if (isNumeric(left) && isNumeric(right)) {
      return Long.compare(count(left), count(right));
    }
    throw new ScriptException(
        Shown.found(left) + " cannot be compared with " + Shown.found(right));
  }

  private static boolean isZero(ScriptValue value) {
    return value instanceof ScriptValue.Number number && number.value() == 0;
  }

  private static boolean isNumeric(ScriptValue value) {
    return value instanceof ScriptValue.Number
        || value instanceof ScriptValue.Truth
        || value instanceof ScriptValue.Bytes;
  }

  private static long count(ScriptValue value) {
    return value instanceof ScriptValue.Bytes bytes ? bytes.bytes().length : number(value, "");
  }

  /** A number, or a truth value as 0 or 1. */
  static long number(ScriptValue value, String what) {
    if (value instanceof ScriptValue.Number number) {
      return number.value();
    } else if (value instanceof ScriptValue.Truth truth) {
      return truth.holds() ? 1 : 0;
    }
    throw new ScriptException(
        "expected a number for " + what + ", found " + Shown.found(value));
  }
}
