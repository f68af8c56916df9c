package io.lockstep.grammar.internal;

/** What the types of tokens have in common. */
final class TokenTypes {
  private TokenTypes() {}

  /** Those that begin statements. */
  static boolean isStatementWord(int type) {
    return type >= LockstepLexer.ADDRESS_WORD && type <= LockstepLexer.WHEN;
  }

  /** Keywords and names. */
  static boolean isWord(int type) {
    return isStatementWord(type) || isLogic(type) || type == LockstepLexer.IDENT;
  }

  /** The operators that are words. */
  static boolean isLogic(int type) {
    return type >= LockstepLexer.AND && type <= LockstepLexer.OR;
  }

  /** Whether an operand must follow. */
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
          LockstepLexer.NOT,
          LockstepLexer.BAR,
          LockstepLexer.AMPERSAND,
          LockstepLexer.FIELD_ASSIGN,
          LockstepLexer.TEXT_TEST ->
          true;
      default -> false;
    };
  }

  /** Whether a statement goes on on the next line behind such a token. */
  static boolean isOpen(int type) {
    return switch (type) {
      case LockstepLexer.COMMA,
          LockstepLexer.DASHES,
          LockstepLexer.ARROW,
          LockstepLexer.ASSIGN,
          LockstepLexer.RANGE ->
          true;
      default -> isOperator(type);
    };
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
          LockstepLexer.PATTERN,
          LockstepLexer.VARIABLE,
          LockstepLexer.RPAREN,
          LockstepLexer.RBRACK ->
          true;
      default -> false;
    };
  }

  /** Whether a statement begins behind such a token. */
  static boolean endsStatement(int type) {
    return switch (type) {
      case LockstepLexer.EOF,
          LockstepLexer.SEP,
          LockstepLexer.LBRACE,
          LockstepLexer.STRAY_LBRACE,
          LockstepLexer.RBRACE ->
          true;
      default -> false;
    };
  }

  /** Whether a statement with such a first token asks for what is known during a run only. */
  static boolean isCondition(int first) {
    return switch (first) {
      case LockstepLexer.EXPECT,
          LockstepLexer.WHEN,
          LockstepLexer.EVERY,
          LockstepLexer.FAULT,
          LockstepLexer.NO,
          LockstepLexer.PACKET,
          LockstepLexer.SEQUENCE ->
          true;
      default -> false;
    };
  }
}
