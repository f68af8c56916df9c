package io.lockstep.grammar.internal;

import io.lockstep.grammar.ast.Unit;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Finds the words for a syntax error. */
final class SyntaxMessages {
  private final Problems problems;
  private final Placement placement;
  private final Typos typos;
  private boolean braceReported;

  SyntaxMessages(Problems problems) {
    this.problems = problems;
    this.placement = new Placement(problems);
    this.typos = new Typos(problems);
  }

  void report(Parser parser, RecognitionException error) {
    Token token = error.getOffendingToken();
    Token before = before(parser, token);
    ParserRuleContext statement = parser.getContext();
    if (statement instanceof LockstepParser.StatementContext misplaced
        && statement.getStart().getType() != LockstepParser.UNKNOWN
        && !placement.check(misplaced)) {
      return;
    }
    if (reportOddToken(statement, before, token)
        || reportOpenBlock(error, token)
        || reportUnit(before, token)
        || reportTextTest(parser, before, token)
        || typos.report(statement, error, before, token)) {
      return;
    } else if (error instanceof ParserSupport.EndExpected) {
      problems.error(
          "unexpected-token",
          problems.span(token),
          "unexpected " + problems.shown(token) + Advice.atEnd(statement, before, token));
    } else if (!isBraceInNextLine(parser, error, token)) {
      reportMismatch(error, statement, token);
    }
  }

  /** That brace is reported. */
  private static boolean isBraceInNextLine(
      Parser parser, RecognitionException error, Token token) {
    int behind = parser.getInputStream().index() + 1;
    if (token.getType() != LockstepParser.SEP
        || !token.getText().equals("\n")
        || !expects(error, LockstepParser.LBRACE)
        || behind >= parser.getInputStream().size()) {
      return false;
    }
    return parser.getInputStream().LA(2) == LockstepParser.STRAY_LBRACE;
  }

  private static Token before(Parser parser, Token token) {
    for (int i = token.getTokenIndex() - 1; i >= 0; i--) {
      Token candidate = parser.getInputStream().get(i);
      if (candidate.getChannel() == Token.DEFAULT_CHANNEL) {
        return candidate;
      }
    }
    return null;
  }

  private boolean reportOddToken(ParserRuleContext statement, Token before, Token token) {
    if (token.getType() == LockstepParser.UNTERMINATED) {
      problems.error(
          "unterminated-text",
          token.getText().startsWith(TextBlocks.QUOTES)
              ? problems.firstLine(token)
              : problems.span(token),
          token.getText().startsWith(TextBlocks.QUOTES)
              ? "this text lacks its closing '\"\"\"'"
              : "this text lacks its closing '\"'");
      return true;
    } else if (token.getType() == LockstepParser.UNCLOSED) {
      problems.error(
          "interpolation", problems.span(token), "'${' lacks its closing '}'");
      return true;
    } else if (isNestedText(before)) {
      problems.error(
          "interpolation",
          problems.span(before, token),
          Advice.NO_NESTED_TEXT);
      return true;
    } else if (token.getType() != LockstepParser.ERROR_CHAR) {
      return false;
    } else if (token.getText().equals("%")
        && before != null
        && before.getType() == LockstepParser.NUMBER) {
      problems.error(
          "space-before-unit",
          problems.span(before, token),
          "a unit follows its number without a space; write '" + before.getText() + "%'");
      return true;
    }
    problems.error(
        "unexpected-character",
        problems.span(token),
        "unexpected character "
            + Shown.character(token.getText())
            + Advice.onCharacter(statement, token.getText()));
    return true;
  }

  /** A text that ends within <code>${…}</code>, because another one seems to begin there. */
  private static boolean isNestedText(Token token) {
    if (token == null || token.getType() != LockstepParser.STRING) {
      return false;
    }
    String text = token.getText();
    if (text.startsWith(TextBlocks.QUOTES)) {
      return false;
    }
    int open = text.lastIndexOf("${");
    return open > 0 && text.charAt(open - 1) != '\\' && text.indexOf('}', open) < 0;
  }

  private boolean reportOpenBlock(RecognitionException error, Token token) {
    boolean inBlock =
        error.getCtx() instanceof LockstepParser.BlockContext
            || error.getCtx() instanceof LockstepParser.JunkContext
            || error.getCtx() instanceof LockstepParser.UnknownContext;
    if (token.getType() != Token.EOF || !inBlock || expects(error, LockstepParser.LBRACE)
        && !expects(error, LockstepParser.RBRACE)) {
      return false;
    }
    if (!braceReported) {
      braceReported = true;
      Token brace = ((ParserRuleContext) error.getCtx()).getStart();
      problems.error(
          "unclosed-block",
          problems.span(brace),
          "the block that opens here is never closed; expected '}'");
    }
    return true;
  }

  /** {@code show.stdout not contain "a"}. */
  private boolean reportTextTest(Parser parser, Token before, Token token) {
    if (token.getType() != LockstepParser.NOT
        || before == null
        || !TokenTypes.endsOperand(before.getType())) {
      return false;
    }
    Token word = parser.getInputStream().get(token.getTokenIndex() + 1);
    Optional<String> near = NearWords.nearest(word.getText(), Words.TEXT_TESTS);
    near.ifPresent(
        meant ->
            problems.error(
                "unknown-word",
                problems.span(word),
                "unknown word '" + Shown.text(word.getText()) + "'; did you mean '" + meant
                    + "'?"));
    return near.isPresent();
  }

  /** {@code 2 ms}, {@code 64 pakets}. */
  private boolean reportUnit(Token before, Token token) {
    if (before == null
        || before.getType() != LockstepParser.NUMBER
        || token.getType() != LockstepParser.IDENT
        || Typos.CLAUSES.contains(token.getText())) {
      return false;
    }
    String written = token.getText();
    String number = before.getText();
    if (Unit.of(written).isPresent()) {
      problems.error(
          "space-before-unit",
          problems.span(before, token),
          "a unit follows its number without a space; write '" + number + written + "'");
      return true;
    }
    Optional<String> near = Units.suggest(written);
    if (near.isEmpty()
        || NearWords.nearest(written, Typos.ALL_INFIX).isPresent()
            && !near.get().equals(Unit.PACKETS.symbol())) {
      return false;
    }
    String space = near.get().equals(Unit.PACKETS.symbol()) ? " " : "";
    problems.error(
        "unknown-unit",
        problems.span(token),
        "unknown unit '" + Shown.text(written) + "'; did you mean '" + number + space + near.get()
            + "'?");
    return true;
  }

  private void reportMismatch(
      RecognitionException error, ParserRuleContext statement, Token token) {
    boolean exact = error instanceof InputMismatchException;
    if (!exact && !(error instanceof NoViableAltException)) {
      problems.error(
          "unexpected-token", problems.span(token), "unexpected " + problems.shown(token));
      return;
    }
    IntervalSet expected = error.getExpectedTokens();
    if (expected.contains(LockstepParser.PACKET) && token.getText().equals("packet")) {
      problems.error(
          "expected", problems.span(token), "'packet' without a link; expected 'packet on LINK'");
      return;
    }
    ParserRuleContext context = (ParserRuleContext) error.getCtx();
    String message =
        "expected "
            + Expected.describe(context, expected)
            + ", found "
            + problems.shown(token)
            + Advice.onMismatch(statement, context, token);
    if (expected.contains(LockstepParser.PACKET) && token.getType() == LockstepParser.IDENT) {
      message += NearWords.didYouMean(token.getText(), List.of("packet"));
    }
    if (expected.contains(LockstepParser.IDENT) && isReserved(token)) {
      problems.error(
          "reserved-word",
          problems.span(token),
          message,
          "'" + token.getText() + "' is a reserved word and cannot be a name");
    } else {
      problems.error("expected", problems.span(token), message);
    }
  }

  private static boolean isReserved(Token token) {
    return token.getType() == LockstepParser.AND
        || token.getType() == LockstepParser.OR
        || token.getType() == LockstepParser.NOT;
  }

  private static boolean expects(RecognitionException error, int type) {
    return error.getExpectedTokens().contains(type);
  }
}
