package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Operand;
import io.lockstep.grammar.ast.BinaryOperator;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Span;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Turns {@code contains} and {@code matches} into conditions. */
final class TextTests {
  private final OperandResolver operands;
  private final Scope scope;

  TextTests(OperandResolver operands, Scope scope) {
    this.operands = operands;
    this.scope = scope;
  }

  Condition resolve(Expression.Binary binary) {
    boolean pattern = binary.operator() == BinaryOperator.MATCHES;
    String word = binary.operator().symbol();
    TypedOperand left = operands.resolve(binary.left(), scope, false);
    if (!left.isText() || left.constant() != null) {
      throw Mistake.at(
          binary.left().span(),
          "not-a-text",
          "'" + word + "' looks into a text, expected an output such as show.stdout, found '"
              + Sources.oneLine(binary.left())
              + "'");
    }
    if (OperandResolver.isObserved(binary.right())) {
      throw Mistake.at(
          binary.right().span(),
          "not-a-text",
          "expected a text that is known before the run behind '" + word + "', found '"
              + Sources.oneLine(binary.right())
              + "'");
    }
    TypedOperand right = operands.resolve(binary.right(), scope, false);
    if (!(right.operand() instanceof Operand.Text wanted)) {
      throw Mistake.at(
          binary.right().span(),
          "not-a-text",
          "expected a text in quotes behind '" + word + "', found "
              + Evaluator.found(right.constant()));
    }
    if (wanted.value().isEmpty()) {
      throw Mistake.at(
          binary.right().span(),
          "not-a-text",
          "every text " + word + " an empty one, expected something to look for");
    }
    if (pattern) {
      check(wanted.value(), binary.right());
    }
    return new Condition.TextTest(left.operand(), pattern, wanted.value());
  }

  private static void check(String pattern, Expression place) {
    try {
      Pattern.compile(pattern, Pattern.MULTILINE);
    } catch (PatternSyntaxException e) {
      // As far as the text is written without escapes and insertions, the column is exact.
      Span span = place.span();
      int at = span.start() + 1 + Math.max(0, e.getIndex());
      boolean exact = e.getIndex() >= 0 && span.text().equals('"' + pattern + '"');
      int start = Math.min(at, span.end() - 1);
      throw Mistake.at(
          exact ? new Span(span.source(), start, start + 1) : span,
          "bad-pattern",
          "this is not a regular expression: " + decapitalized(e.getDescription()));
    }
  }

  private static String decapitalized(String text) {
    return text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
  }
}
