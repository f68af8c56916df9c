package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.ast.PropertyName;
import java.util.Locale;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/**
 * The part of the lexer that depends on what came before: which newlines end a statement, and which
 * words are keywords.
 */
abstract class LexerSupport extends Lexer {
  /** Braces, brackets and parentheses within each other. */
  static final int MAX_NESTING = 100;

  /** Operators in one expression. */
  static final int MAX_OPERATORS = 500;

  private static final int MAX_LOOK_AHEAD = 2000;
  private static final ImmutableSet<String> INFIX_WORDS =
      ImmutableSet.of("and", "at", "by", "or", "packets", "where");

  /** Type of the last token that counts; {@link Token#EOF} at the start. */
  private int previous = Token.EOF;

  /** Type of the first token of the statement. */
  private int first = Token.EOF;

  private int brackets;
  private int braces;
  private int operators;

  LexerSupport(CharStream input) {
    super(input);
  }

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

  @Override
  public Token nextToken() {
    CommonToken token = (CommonToken) super.nextToken();
    if (token.getChannel() != Token.DEFAULT_CHANNEL || token.getType() == Token.EOF) {
      return token;
    }
    if (token.getType() == LockstepLexer.NEWLINE) {
      if (continues()) {
        token.setChannel(HIDDEN);
        return token;
      }
      token.setType(LockstepLexer.SEP);
    }
    if (atStart()) {
      retypeFirst(token);
    } else {
      retypeOther(token);
    }
    count(token);
    previous = token.getType();
    return token;
  }

  private boolean atStart() {
    return switch (previous) {
      case Token.EOF,
          LockstepLexer.SEP,
          LockstepLexer.LBRACE,
          LockstepLexer.STRAY_LBRACE,
          LockstepLexer.RBRACE ->
          true;
      default -> false;
    };
  }

  /** Whether the statement goes on behind a newline. */
  private boolean continues() {
    if (first == LockstepLexer.SYSCTL || first == LockstepLexer.KERNEL || atStart()) {
      return false;
    }
    boolean open =
        brackets > 0
            || switch (previous) {
              case LockstepLexer.COMMA,
                  LockstepLexer.DASHES,
                  LockstepLexer.ARROW,
                  LockstepLexer.ASSIGN,
                  LockstepLexer.RANGE ->
                  true;
              default -> isOperator(previous);
            };
    return open && !statementFollows();
  }

  static boolean isOperator(int type) {
    return switch (type) {
      case LockstepLexer.PLUS,
          LockstepLexer.MINUS,
          LockstepLexer.STAR,
          LockstepLexer.SLASH,
          LockstepLexer.EQ,
          LockstepLexer.NE,
          LockstepLexer.LT,
          LockstepLexer.LE,
          LockstepLexer.GT,
          LockstepLexer.GE,
          LockstepLexer.AND,
          LockstepLexer.OR,
          LockstepLexer.NOT ->
          true;
      default -> false;
    };
  }

  /**
   * Whether the next line can only be a new statement: a keyword and a word behind it. Then a
   * forgotten bracket or operand does not swallow it.
   */
  private boolean statementFollows() {
    int at = 1;
    boolean comment = false;
    while (at < MAX_LOOK_AHEAD) {
      int c = _input.LA(at);
      if (c == '#') {
        comment = true;
      } else if (c == '\n' || c == '\r') {
        comment = false;
      } else if (!comment && c != ' ' && c != '\t') {
        break;
      } else if (c == CharStream.EOF) {
        return false;
      }
      at++;
    }
    String word = wordAt(at);
    if (!Words.OPENING_WORDS.contains(word)) {
      return false;
    }
    int second = skipSpaces(at + word.length());
    int c = _input.LA(second);
    return second > at + word.length()
        && (isWordLetter(c) || c == '"')
        && !INFIX_WORDS.contains(wordAt(second));
  }

  private int skipSpaces(int at) {
    int end = at;
    while (end < at + MAX_LOOK_AHEAD && (_input.LA(end) == ' ' || _input.LA(end) == '\t')) {
      end++;
    }
    return end;
  }

  private String wordAt(int at) {
    StringBuilder word = new StringBuilder();
    for (int i = at; isWordLetter(_input.LA(i)) && word.length() < 40; i++) {
      word.append((char) _input.LA(i));
    }
    return word.toString();
  }

  private static boolean isWordLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }

  private void retypeFirst(CommonToken token) {
    switch (token.getType()) {
      case LockstepLexer.IDENT, LockstepLexer.AND, LockstepLexer.NOT, LockstepLexer.OR ->
          token.setType(
              PropertyName.of(token.getText()).isPresent()
                  ? LockstepLexer.PROPERTY
                  : LockstepLexer.UNKNOWN);
      case LockstepLexer.KERNEL -> pushMode(LockstepLexer.KERNEL_NAMES);
      case LockstepLexer.SYSCTL -> pushMode(LockstepLexer.SYSCTL_KEYS);
      case LockstepLexer.LBRACE -> token.setType(LockstepLexer.STRAY_LBRACE);
      case LockstepLexer.SEP, LockstepLexer.RBRACE -> {}
      default -> {
        if (token.getType() > LockstepLexer.UP || token.getType() < LockstepLexer.AT) {
          token.setType(LockstepLexer.UNKNOWN);
        }
      }
    }
    first = token.getType();
  }

  private void retypeOther(CommonToken token) {
    int type = token.getType();
    if (type >= LockstepLexer.AT && type <= LockstepLexer.UP) {
      token.setType(LockstepLexer.IDENT);
    } else if (type >= LockstepLexer.AND && type <= LockstepLexer.OR) {
      if (previous == LockstepLexer.DOT) {
        token.setType(LockstepLexer.IDENT);
      }
      return;
    } else if (type != LockstepLexer.IDENT) {
      return;
    }
    if (first != LockstepLexer.EXPECT) {
      return;
    }
    String text = token.getText().toLowerCase(Locale.ROOT);
    if (endsOperand(previous)) {
      switch (text) {
        case "at" -> token.setType(LockstepLexer.AT_TIME);
        case "by" -> token.setType(LockstepLexer.BY);
        case "where" -> token.setType(LockstepLexer.WHERE);
        default -> retypePacketWord(token, text);
      }
    } else if (previous != LockstepLexer.DOT) {
      retypePacketWord(token, text);
    }
  }

  /** {@code no} and {@code packet}, if another word follows. */
  private void retypePacketWord(CommonToken token, String text) {
    String next = wordAt(skipSpaces(1));
    if (next.isEmpty() || INFIX_WORDS.contains(next)) {
      return;
    }
    if (text.equals("packet")) {
      token.setType(LockstepLexer.PACKET);
    } else if (text.equals("no") && !endsOperand(previous)) {
      token.setType(LockstepLexer.NO);
    }
  }

  /** Whether an operand may end with such a token, so that an operator may follow. */
  static boolean endsOperand(int type) {
    return switch (type) {
      case LockstepLexer.IDENT,
          LockstepLexer.NUMBER,
          LockstepLexer.QUANTITY,
          LockstepLexer.STRING,
          LockstepLexer.ADDRESS,
          LockstepLexer.PREFIX,
          LockstepLexer.VARIABLE,
          LockstepLexer.RPAREN,
          LockstepLexer.RBRACK ->
          true;
      default -> false;
    };
  }

  private void count(Token token) {
    switch (token.getType()) {
      case LockstepLexer.LPAREN, LockstepLexer.LBRACK -> {
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
      case LockstepLexer.DOT -> operators++;
      default -> operators += isOperator(token.getType()) ? 1 : 0;
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
