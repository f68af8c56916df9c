package io.lockstep.engine.resolve;

import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.BinaryOperator;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;

/** Compares values that are known before the run. */
final class Comparison {
  private Comparison() {}

  static boolean holds(
      Expression.Binary binary, Evaluator evaluator, Problems problems, Scope scope) {
    boolean freeLeft = isFree(binary.left(), evaluator, scope);
    boolean freeRight = isFree(binary.right(), evaluator, scope);
    if (freeLeft && freeRight) {
      throw unknown((Expression.Word) binary.left(), problems, scope);
    }
    Value left = evaluator.evaluateOrWord(binary.left(), scope);
    Value right = evaluator.evaluateOrWord(binary.right(), scope);
    if (left instanceof Quantity && freeRight) {
      throw unknown((Expression.Word) binary.right(), problems, scope);
    } else if (right instanceof Quantity && freeLeft) {
      throw unknown((Expression.Word) binary.left(), problems, scope);
    }
    BinaryOperator operator = binary.operator();
    if (left instanceof Quantity one && right instanceof Quantity other) {
      requireSameUnit(binary, one, other);
      return holds(operator, one.amount().compareTo(other.amount()));
    }
    boolean equality = operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL;
    boolean alike = left.getClass() == right.getClass() || isName(left) && isName(right);
    if (!equality || !alike) {
      throw Mistake.at(
          binary.span(),
          "wrong-unit",
          "cannot compare " + Evaluator.found(left) + " with " + Evaluator.found(right)
              + (alike ? " by " + operator.symbol() + ", expected == or !=" : ""));
    }
    boolean equal = isName(left) ? left.text().equals(right.text()) : left.equals(right);
    return equal == (operator == BinaryOperator.EQUAL);
  }

  private static boolean isFree(Expression expression, Evaluator evaluator, Scope scope) {
    return expression instanceof Expression.Word word && evaluator.isFree(word, scope);
  }

  /** The name of a node is a text too. */
  private static boolean isName(Value value) {
    return value instanceof Value.Text || value instanceof Value.Node;
  }

  private static Mistake unknown(Expression.Word word, Problems problems, Scope scope) {
    String name = word.name();
    return problems.unknownName(
        word.span(),
        "unknown-variable",
        name,
        () -> "unknown variable '" + name + "'" + Suggestions.didYouMean(name, scope.names()));
  }

  private static void requireSameUnit(Expression.Binary binary, Quantity left, Quantity right) {
    if (left.dimension() != right.dimension() && !isZero(left) && !isZero(right)) {
      throw Mistake.at(
          binary.span(),
          "wrong-unit",
          "cannot compare " + Evaluator.found(left) + " with " + Evaluator.found(right)
              + Evaluator.unitSuggestion(binary.right(), right, left.dimension()));
    }
  }

  private static boolean isZero(Quantity quantity) {
    return quantity.dimension() == Dimension.NUMBER && quantity.amount().signum() == 0;
  }

  private static boolean holds(BinaryOperator operator, int order) {
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }
}
