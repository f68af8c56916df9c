package io.lockstep.engine.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.BaseEncoding;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.packet.Fields;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.BinaryOperator;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.UnaryOperator;
import java.util.List;
import java.util.Optional;

/** Turns what stands behind {@code where} into packet filters. */
final class FilterResolver {
  private final Evaluator evaluator;
  private final Problems problems;
  private final ResolveOptions options;
  private final PacketValueResolver values;
  private final List<NodeState> nodes;

  FilterResolver(
      Evaluator evaluator, Problems problems, ResolveOptions options, List<NodeState> nodes) {
    this.evaluator = evaluator;
    this.values = new PacketValueResolver(evaluator);
    this.nodes = nodes;
    this.problems = problems;
    this.options = options;
  }

  PacketFilter resolve(Expression expression, Scope scope) {
    if (expression instanceof Expression.Binary binary) {
      if (binary.operator() == BinaryOperator.AND) {
        return new PacketFilter.And(
            resolve(binary.left(), scope), resolve(binary.right(), scope));
      } else if (binary.operator() == BinaryOperator.OR) {
        return new PacketFilter.Or(resolve(binary.left(), scope), resolve(binary.right(), scope));
      } else if (binary.operator().isTextTest()) {
        return test(binary, scope);
      } else if (binary.operator().isComparison()) {
        return compare(binary, scope);
      }
    } else if (expression instanceof Expression.Unary unary
        && unary.operator() == UnaryOperator.NOT) {
      return new PacketFilter.Not(resolve(unary.operand(), scope));
    }
    String field = field(expression);
    if (field == null) {
      throw Mistake.at(
          expression.span(),
          "not-a-filter",
          "expected a condition on a packet's fields such as tcp.dstport == 80, found '"
              + Sources.oneLine(expression)
              + "'");
    }
    return new PacketFilter.Has(known(field, expression.span()));
  }

  /** {@code payload contains "GET"}, {@code payload matches "^GET"}. */
  private PacketFilter test(Expression.Binary binary, Scope scope) {
    String field = field(binary.left());
    if (field == null) {
      throw Mistake.at(
          binary.left().span(),
          "not-a-filter",
          "expected a packet's bytes such as payload, found '" + Sources.oneLine(binary.left())
              + "'");
    }
    known(field, binary.left().span());
    boolean contains = binary.operator() == BinaryOperator.CONTAINS;
    String digits;
    if (contains && PacketValueResolver.isBytes(binary.right())) {
      digits = values.bytes(binary.right(), scope);
    } else {
      Value value = evaluator.evaluateOrWord(binary.right(), scope);
      if (!(value instanceof Value.Text text)) {
        throw Mistake.at(
            binary.right().span(), "not-a-text", "expected a text, found "
                + Evaluator.found(value));
      }
      if (!contains) {
        return checked(new PacketFilter.Matches(field, text.text()), binary.span());
      }
      digits = BaseEncoding.base16().lowerCase().encode(text.text().getBytes(UTF_8));
    }
    return checked(new PacketFilter.Contains(field, digits), binary.span());
  }

  private PacketFilter checked(PacketFilter filter, Span span) {
    Optional<String> problem = Fields.problem(filter);
    if (problem.isPresent()) {
      throw Mistake.at(span, "bad-filter", withoutStop(problem.get()));
    }
    return filter;
  }

  private PacketFilter relation(Expression.Binary binary, Scope scope) {
    return checked(
        new PacketFilter.Relation(
            values.resolve(binary.left(), scope, true),
            Conditions.operator(binary.operator(), false),
            values.resolve(binary.right(), scope, true)),
        binary.span());
  }

  private static boolean isRelation(Expression.Binary binary, Scope scope) {
    boolean left = PacketValueResolver.isDynamic(binary.left(), scope);
    boolean right = PacketValueResolver.isDynamic(binary.right(), scope);
    boolean plain =
        left && !right && PacketValueResolver.isField(binary.left(), scope)
            || right && !left && PacketValueResolver.isField(binary.right(), scope);
    return (left || right) && !plain;
  }

  private PacketFilter compare(Expression.Binary binary, Scope scope) {
    if (isRelation(binary, scope)) {
      return relation(binary, scope);
    }
    String left = field(binary.left());
    boolean variable =
        binary.left() instanceof Expression.Word word && scope.lookup(word.name()) != null;
    boolean swapped = left == null || variable && field(binary.right()) != null;
    Expression fieldSide = swapped ? binary.right() : binary.left();
    Expression valueSide = swapped ? binary.left() : binary.right();
    String field = field(fieldSide);
    if (field == null) {
      throw Mistake.at(
          binary.span(),
          "not-a-filter",
          "expected a packet's field on one side, such as tcp.dstport, found '"
              + Sources.oneLine(binary)
              + "'");
    }
    known(field, fieldSide.span());
    Condition.Operator operator = Conditions.operator(binary.operator(), swapped);
    if (PacketValueResolver.isBytes(valueSide)) {
      return compare(field, operator, "hex:" + values.bytes(valueSide, scope), binary.span());
    }
    Value given = value(valueSide, scope);
    List<Names.Full> named = nodesOf(given);
    if (!named.isEmpty()) {
      return addresses(field, operator, named, binary.span());
    }
    return compare(field, operator, text(given, valueSide), binary.span());
  }

  private static List<Names.Full> nodesOf(Value value) {
    if (value instanceof Value.Node node) {
      return List.of(node.name());
    } else if (value instanceof Value.Sequence list
        && list.items().stream().allMatch(Value.Node.class::isInstance)) {
      return list.items().stream().map(item -> ((Value.Node) item).name()).toList();
    }
    return List.of();
  }

  /** A comparison with any of the addresses of nodes. */
  private PacketFilter addresses(
      String field, Condition.Operator operator, List<Names.Full> named, Span span) {
    boolean equal = operator == Condition.Operator.EQ;
    if (!equal && operator != Condition.Operator.NE) {
      throw Mistake.at(span, "bad-filter", "addresses of nodes compare with == and != only");
    }
    List<String> all =
        NodeAddresses.of(nodes, named, Fields.addresses(field)).stream()
            .map(Value::text)
            .toList();
    if (all.isEmpty()) {
      throw Mistake.at(
          span, "no-address", named.get(0) + " has no address that " + field + " can have");
    }
    PacketFilter filter = null;
    for (String address : all) {
      PacketFilter one = compare(field, operator, address, span);
      filter =
          filter == null
              ? one
              : equal ? new PacketFilter.Or(filter, one) : new PacketFilter.And(filter, one);
    }
    return filter;
  }

  private PacketFilter compare(
      String field, Condition.Operator operator, String value, Span span) {
    Optional<String> problem = options.fieldCheck().problem(field, operator, value);
    if (problem.isPresent()) {
      throw Mistake.at(span, "bad-filter", withoutStop(problem.get()));
    }
    return new PacketFilter.Compare(field, operator, value);
  }

  private Value value(Expression expression, Scope scope) {
    if (expression instanceof Expression.Member member
        && evaluator.nodes(member, scope).isEmpty()
        && field(member) != null) {
      known(field(member), member.span());
    }
    return evaluator.evaluateOrWord(expression, scope);
  }

  private static String text(Value value, Expression expression) {
    if (value instanceof Value.Quantity quantity) {
      if (quantity.dimension() != Dimension.NUMBER && quantity.dimension() != Dimension.SIZE) {
        throw Mistake.at(
            expression.span(),
            "wrong-unit",
            "expected a plain number, found " + Evaluator.found(value));
      }
      return Quantities.text(quantity.amount(), Dimension.NUMBER);
    }
    return value.text();
  }

  private static String field(Expression expression) {
    if (expression instanceof Expression.Word word) {
      return word.name();
    } else if (expression instanceof Expression.Member member) {
      String target = field(member.target());
      return target == null ? null : target + "." + member.name();
    }
    return null;
  }

  private String known(String field, Span span) {
    if (!options.fields().isEmpty() && !options.fields().contains(field)) {
      throw problems.unknownName(
          span,
          "unknown-field",
          field,
          "unknown packet field '"
              + field
              + "'"
              + Suggestions.didYouMean(field, options.fields()));
    }
    return field;
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
