package io.lockstep.grammar.internal;

import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Span;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.atn.PredictionMode;

/** Parses what stands in <code>${…}</code>. */
final class Interpolation {
  private static final Pattern NAME =
      Pattern.compile("(?!(and|or|not)$)[A-Za-z_][A-Za-z0-9_]{0,99}");

  private final Problems problems;

  Interpolation(Problems problems) {
    this.problems = problems;
  }

  /**
   * The expression; some word if it is wrong.
   *
   * @param place from the dollar sign to the closing brace
   */
  Expression expression(Span place) {
    String written = place.text();
    if (!written.endsWith("}")) {
      problems.error("interpolation", place, "'${' lacks its closing '}'");
      return new Expression.Word("", place);
    }
    Span inside = new Span(place.source(), place.start() + 2, place.end() - 1);
    String text = inside.text();
    if (NAME.matcher(text).matches()) {
      return new Expression.Word(text, inside);
    } else if (text.isBlank()) {
      problems.error("interpolation", place, "expected a value in '${\u2026}', as in '${n}'");
      return new Expression.Word("", inside);
    }
    return parse(text, inside);
  }

  private Expression parse(String text, Span inside) {
    Problems here = problems.within(inside);
    LockstepLexer lexer = new LockstepLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    lexer.startInExpression();
    LockstepParser parser = new LockstepParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    parser.setErrorHandler(new SyntaxErrors(here));
    try {
      LockstepParser.InterpolationContext tree = parser.interpolation();
      if (tree.exception == null) {
        return new ExpressionBuilder(here).expression(tree.expression());
      }
    } catch (LexerLimits.LimitException e) {
      here.error("too-complex", here.span(e.token()), e.getMessage());
    }
    return new Expression.Word("", inside);
  }
}
