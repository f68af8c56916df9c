package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.BinaryOperator;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.UnaryOperator;
import java.util.Optional;

/** Turns what stands behind {@code where} into packet filters. */
final class FilterResolver {
  private final Evaluator evaluator;
  private final Problems problems;
  private final ResolveOptions options;

  FilterResolver(Evaluator evaluator, Problems problems, ResolveOptions options) {
    this.evaluator = evaluator;
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

  private PacketFilter compare(Expression.Binary binary, Scope scope) {
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
    String value = value(valueSide, scope);
    Optional<String> problem = options.fieldCheck().problem(field, operator, value);
    if (problem.isPresent()) {
      throw Mistake.at(binary.span(), "bad-filter", withoutStop(problem.get()));
    }
    return new PacketFilter.Compare(field, operator, value);
  }

  private String value(Expression expression, Scope scope) {
    if (expression instanceof Expression.Member) {
      throw Mistake.at(
          expression.span(),
          "not-constant",
          "expected a value known before the run, found the field '"
              + Sources.oneLine(expression)
              + "'");
    }
    Value value = evaluator.evaluateOrWord(expression, scope);
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
