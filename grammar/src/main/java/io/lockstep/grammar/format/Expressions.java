package io.lockstep.grammar.format;

import io.lockstep.grammar.ast.Argument;
import io.lockstep.grammar.ast.Completion;
import io.lockstep.grammar.ast.Endpoint;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Index;
import io.lockstep.grammar.ast.Reference;
import io.lockstep.grammar.ast.UnaryOperator;
import io.lockstep.grammar.ast.Unit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes expressions, with as few parentheses as keep their meaning. */
final class Expressions {
  private static final int NOT = 3;
  private static final int NEGATION = 7;
  private static final int POSTFIX = 8;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Expressions() {}

  static String write(Expression expression) {
    if (expression instanceof Expression.Quantity quantity) {
      return quantity(quantity);
    } else if (expression instanceof Expression.Text text) {
      return Templates.quoted(text.value());
    } else if (expression instanceof Expression.Address address) {
      return address.text();
    } else if (expression instanceof Expression.Prefix prefix) {
      return prefix.text();
    } else if (expression instanceof Expression.Mac mac) {
      return mac.text();
    } else if (expression instanceof Expression.Pattern pattern) {
      return Templates.raw(pattern.text());
    } else if (expression instanceof Expression.Range range) {
      return tight(range.from())
          + ".."
          + tight(range.to())
          + range.step().map(step -> " step " + write(step)).orElse("");
    } else if (expression instanceof Expression.ListLiteral list) {
      return list.items().stream()
          .map(Expressions::write)
          .collect(Collectors.joining(", ", "[", "]"));
    } else if (expression instanceof Expression.Word word) {
      return word.name();
    } else if (expression instanceof Expression.Member member) {
      return write(member.target(), POSTFIX) + "." + member.name();
    } else if (expression instanceof Expression.Element element) {
      return write(element.target(), POSTFIX) + "[" + write(element.index()) + "]";
    } else if (expression instanceof Expression.Call call) {
      return call(call);
    } else if (expression instanceof Expression.Unary unary
        && unary.operand() instanceof Expression.Binary test
        && unary.operator() == UnaryOperator.NOT
        && test.operator().isTextTest()) {
      return binary(test, "not " + test.operator().symbol());
    } else if (expression instanceof Expression.Unary unary) {
      int precedence = precedence(unary);
      String space = precedence == NOT ? " " : "";
      String operand = write(unary.operand(), precedence);
      // Two minus signs in a row would be the sign of a link.
      return operand.startsWith("-")
          ? unary.operator().symbol() + space + "(" + operand + ")"
          : unary.operator().symbol() + space + operand;
    } else if (expression instanceof Expression.Binary binary) {
      return binary(binary, binary.operator().symbol());
    }
    if (expression instanceof Expression.SocketAddress address) {
      String host = write(address.host(), POSTFIX);
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
          + ":"
          + write(address.port(), POSTFIX);
    } else if (expression instanceof Expression.Field field) {
      return field.name() + " = " + write(field.value());
    }
    Expression.PacketSeen seen = (Expression.PacketSeen) expression;
    return (seen.wanted() ? "packet " : "no packet ")
        + seen.name().map(name -> name + " = ").orElse("")
        + "on "
        + write(seen.link())
        + toward(seen.toward())
        + seen.filter().map(filter -> " where " + write(filter)).orElse("");
  }

  static String toward(Optional<Reference> node) {
    return node.map(reference -> " toward " + write(reference)).orElse("");
  }

  private static String quantity(Expression.Quantity quantity) {
    if (quantity.base() == 16) {
      return "0x" + quantity.value().toBigIntegerExact().toString(16);
    }
    String space = quantity.unit() == Unit.PACKETS ? " " : "";
    return quantity.value().toPlainString() + space + quantity.unit().symbol();
  }

  private static String call(Expression.Call call) {
    return call.target().map(target -> write(target, POSTFIX) + ".").orElse("")
        + call.function()
        + call.arguments().stream()
            .map(Expressions::write)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String binary(Expression.Binary binary, String operator) {
    int precedence = binary.operator().precedence();
    int left = precedence + (binary.operator().isComparison() ? 1 : 0);
    return write(binary.left(), left)
        + " "
        + operator
        + " "
        + write(binary.right(), precedence + 1);
  }

  /** In parentheses if it binds looser than the least given. */
  private static String write(Expression expression, int least) {
    String text = write(expression);
    return precedence(expression) < least ? "(" + text + ")" : text;
  }

  private static int precedence(Expression expression) {
    if (expression instanceof Expression.Binary binary) {
      return binary.operator().precedence();
    } else if (expression instanceof Expression.Unary unary) {
      return switch (unary.operator()) {
        case NOT -> NOT;
        case MINUS -> NEGATION;
      };
    } else if (expression instanceof Expression.PacketSeen) {
      return 0;
    }
    return POSTFIX;
  }

  static String write(Reference reference) {
    return reference.parent().map(parent -> write(parent) + ".").orElse("")
        + name(reference.name())
        + reference.indices().stream()
            .map(index -> "[" + write(index) + "]")
            .collect(Collectors.joining());
  }

  private static String name(String name) {
    return NAME.matcher(name).matches() ? name : Templates.quoted(name);
  }

  private static String write(Index index) {
    if (index instanceof Index.At at) {
      return tight(at.value());
    } else if (index instanceof Index.Range range) {
      return tight(range.from()) + ".." + tight(range.to());
    }
    return "*";
  }

  /** In ranges and brackets sums are written without spaces: {@code r[i+1]}. */
  static String tight(Expression expression) {
    if (expression instanceof Expression.Binary binary
        && binary.operator().isArithmetic()
        && isLeaf(binary.left())
        && isLeaf(binary.right())) {
      return write(binary.left()) + binary.operator().symbol() + write(binary.right());
    }
    return write(expression);
  }

  private static boolean isLeaf(Expression expression) {
    return expression instanceof Expression.Word || expression instanceof Expression.Quantity;
  }

  static String write(Endpoint endpoint) {
    String target;
    if (endpoint.target() instanceof Reference reference) {
      target = write(reference);
    } else {
      String address = write((Expression) endpoint.target());
      boolean brackets = endpoint.port().isPresent() && address.indexOf(':') >= 0;
      target = brackets ? "[" + address + "]" : address;
    }
    return target + endpoint.port().map(port -> ":" + write(port)).orElse("");
  }

  static String path(Endpoint from, Endpoint to) {
    return write(from) + " -> " + write(to);
  }

  static String write(Completion completion) {
    return completion.activities().stream()
            .map(Expressions::write)
            .collect(Collectors.joining(" and "))
        + completion.delay().map(delay -> " + " + write(delay)).orElse("");
  }

  static String arguments(List<Argument> arguments) {
    return arguments.stream()
        .map(
            argument ->
                argument.name().map(name -> name + " = ").orElse("") + write(argument.value()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  static String list(List<Expression> expressions) {
    return expressions.stream().map(Expressions::write).collect(Collectors.joining(", "));
  }

  static String references(List<Reference> references) {
    return references.stream().map(Expressions::write).collect(Collectors.joining(", "));
  }
}
