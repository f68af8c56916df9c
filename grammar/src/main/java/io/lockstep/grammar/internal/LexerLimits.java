package io.lockstep.grammar.internal;

import java.util.Locale;
import org.antlr.v4.runtime.Token;

/** Counts what a file must not have too much of. */
final class LexerLimits {
  /** Braces, brackets and parentheses within each other. */
  static final int MAX_NESTING = 100;

  /** Operators in one expression. */
  static final int MAX_OPERATORS = 500;

  /** Characters of a name or number. */
  static final int MAX_WORD = 1000;

  /** Characters of a text, a value or a comment. */
  static final int MAX_TEXT = 100_000;

  /** Tokens of a file. */
  static final int MAX_TOKENS = 1_000_000;

  private int brackets;
  private int braces;
  private int operators;
  private int tokens;

  /** Thrown when a limit is exceeded: nothing after it is looked at. */
  static final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Token token;

    LimitException(Token token, String message) {
      super(message);
      this.token = token;
    }

    Token token() {
      return token;
    }
  }

  /** How many brackets and parentheses are open. */
  int brackets() {
    return brackets;
  }

  /** Within brackets or parentheses. */
  boolean inBrackets() {
    return brackets > 0;
  }

  /** Any token, hidden or not. */
  void checkLength(Token token) {
    int length = token.getStopIndex() - token.getStartIndex() + 1;
    boolean text =
        switch (token.getType()) {
          case LockstepLexer.COMMENT,
              LockstepLexer.NEWLINE,
              LockstepLexer.RAW_VALUE,
              LockstepLexer.STRING,
              LockstepLexer.UNTERMINATED ->
              true;
          default -> false;
        };
    int most = text ? MAX_TEXT : MAX_WORD;
    if (length > most && token.getType() != LockstepLexer.NEWLINE) {
      String what = token.getType() == LockstepLexer.COMMENT ? "comment" : text ? "text" : "word";
      throw new LimitException(
          token,
          String.format(
              Locale.ROOT, "a %s of more than %,d characters; expected fewer", what, most));
    }
    if (++tokens > MAX_TOKENS) {
      throw new LimitException(
          token,
          String.format(
              Locale.ROOT,
              "more than %,d words and signs in one file; expected fewer",
              MAX_TOKENS));
    }
  }

  /** A token that counts. */
  void count(Token token) {
    switch (token.getType()) {
      case LockstepLexer.LPAREN, LockstepLexer.LBRACK, LockstepLexer.SEEN_LBRACK -> {
        brackets++;
        operators++;
      }
      case LockstepLexer.RPAREN, LockstepLexer.RBRACK -> brackets = Math.max(0, brackets - 1);
      case LockstepLexer.LBRACE, LockstepLexer.STRAY_LBRACE -> {
        braces++;
        startExpression();
      }
      case LockstepLexer.RBRACE -> {
        braces = Math.max(0, braces - 1);
        startExpression();
      }
      case LockstepLexer.SEP -> startExpression();
      case LockstepLexer.COMMA -> operators = brackets == 0 ? 0 : operators;
      case LockstepLexer.DOT, LockstepLexer.SEEN_DOT -> operators++;
      default -> operators += TokenTypes.isOperator(token.getType()) ? 1 : 0;
    }
    if (braces + brackets > MAX_NESTING) {
      throw new LimitException(
          token, "nested more than " + MAX_NESTING + " levels deep; expected fewer");
    }
    if (operators > MAX_OPERATORS) {
      throw new LimitException(
          token, "more than " + MAX_OPERATORS + " operators in one expression; expected fewer");
    }
  }

  private void startExpression() {
    brackets = 0;
    operators = 0;
  }
}
