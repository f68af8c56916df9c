package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Unit;
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
  private static final ImmutableList<String> CLAUSES =
      ImmutableList.of("and", "at", "by", "or", "where");
  private static final ImmutableList<String> OPERATORS = ImmutableList.of("and", "or");

  private final Problems problems;
  private final Placement placement;
  private boolean braceReported;

  SyntaxMessages(Problems problems) {
    this.problems = problems;
    this.placement = new Placement(problems);
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
    if (reportOddToken(token)
        || reportOpenBlock(error, token)
        || reportUnit(before, token)
        || reportWord(statement, before, token)) {
      return;
    } else if (error instanceof ParserSupport.EndExpected) {
      reportEndExpected(statement, before, token);
    } else {
      reportMismatch(error, token);
    }
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

  private boolean reportOddToken(Token token) {
    if (token.getType() == LockstepParser.UNTERMINATED) {
      problems.error(
          "unterminated-text", problems.span(token), "this text lacks its closing '\"'");
      return true;
    }
    if (token.getType() != LockstepParser.ERROR_CHAR) {
      return false;
    }
    String advice =
        switch (token.getText()) {
          case "&" -> "; did you mean 'and'?";
          case "|" -> "; did you mean 'or'?";
          case "!" -> "; did you mean 'not'?";
          case "\u2013", "\u2014" -> "; did you mean '--'?";
          case "\u2192" -> "; did you mean '->'?";
          case "'", "\u2018", "\u2019", "\u201C", "\u201D", "\u201E" ->
              "; texts stand between '\"' and '\"'";
          default -> "";
        };
    problems.error(
        "unexpected-character",
        problems.span(token),
        "unexpected character " + Shown.character(token.getText()) + advice);
    return true;
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

  /** {@code 2 ms}, {@code 64 pakets}. */
  private boolean reportUnit(Token before, Token token) {
    if (before == null
        || before.getType() != LockstepParser.NUMBER
        || token.getType() != LockstepParser.IDENT
        || CLAUSES.contains(token.getText())) {
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
        || Suggestions.nearest(written, CLAUSES).isPresent()
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

  /** A mistyped word between two operands. */
  private boolean reportWord(ParserRuleContext statement, Token before, Token token) {
    boolean expect = statement.getStart().getType() == LockstepParser.EXPECT;
    if (before == null || !LexerSupport.endsOperand(before.getType())) {
      return false;
    }
    if (expect && before.getType() == LockstepParser.IDENT) {
      if (token.getType() == LockstepParser.PACKET) {
        return suggest(before, ImmutableList.of("no"));
      }
      if (Suggestions.nearest(token.getText(), ImmutableList.of("on")).isPresent()
          && suggest(before, ImmutableList.of("packet"))) {
        return true;
      }
    }
    return token.getType() == LockstepParser.IDENT
        && suggest(token, expect ? CLAUSES : OPERATORS);
  }

  private boolean suggest(Token token, ImmutableList<String> words) {
    Optional<String> near = Suggestions.nearest(token.getText(), words);
    near.ifPresent(
        word ->
            problems.error(
                "unknown-word",
                problems.span(token),
                "unknown word '" + token.getText() + "'; did you mean '" + word + "'?"));
    return near.isPresent();
  }

  private void reportEndExpected(ParserRuleContext statement, Token before, Token token) {
    String first = statement.getStart().getText();
    String advice = "; expected the end of the statement";
    if (before != null && before.getType() == LockstepParser.RBRACE) {
      advice = "; expected a new line or ';' behind '}'";
    } else if (token.getType() == LockstepParser.LBRACE
        || token.getType() == LockstepParser.STRAY_LBRACE) {
      advice = "; '" + first + "' takes no block";
    } else if (token.getType() == LockstepParser.ASSIGN
        && statement.getStart().getType() == LockstepParser.EXPECT) {
      advice = "; did you mean '=='?";
    } else if (token.getType() == LockstepParser.IDENT
        && token.getText().equals(Unit.PACKETS.symbol())) {
      advice = "; a plain number counts packets";
    }
    problems.error(
        "unexpected-token", problems.span(token), "unexpected " + problems.shown(token) + advice);
  }

  private void reportMismatch(RecognitionException error, Token token) {
    boolean exact = error instanceof InputMismatchException;
    if (!exact && !(error instanceof NoViableAltException)) {
      problems.error("unexpected-token", problems.span(token), "unexpected " + problems.shown(token));
      return;
    }
    IntervalSet expected = error.getExpectedTokens();
    String message =
        "expected "
            + Expected.describe((ParserRuleContext) error.getCtx(), expected)
            + ", found "
            + problems.shown(token);
    if (expected.contains(LockstepParser.PACKET) && token.getType() == LockstepParser.IDENT) {
      message += Suggestions.didYouMean(token.getText(), ImmutableList.of("packet"));
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
