package io.lockstep.grammar.internal;

/** What words mean in {@code expect}, {@code when} and {@code every}. */
final class ConditionWords {
  private ConditionWords() {}

  /**
   * The type of a word that is not the first.
   *
   * @param first type of the first token of the statement
   * @param previous type of the token before
   */
  static int type(String text, int first, int previous, LookAhead ahead) {
    if (previous == LockstepLexer.DOT) {
      return LockstepLexer.IDENT;
    }
    boolean behindOperand = TokenTypes.endsOperand(previous);
    int type = LockstepLexer.IDENT;
    if (previous == LockstepLexer.EXPECT && begins(ahead)) {
      type = overTime(text);
    } else if (behindOperand) {
      type = clause(text, first == LockstepLexer.EXPECT);
    }
    String next = ahead.word(ahead.skipBlanks(1));
    if (type != LockstepLexer.IDENT || next.isEmpty() || Words.INFIX.contains(next)) {
      return type;
    } else if (text.equals("packet")) {
      return LockstepLexer.PACKET;
    }
    return text.equals("no") && !behindOperand ? LockstepLexer.NO : LockstepLexer.IDENT;
  }

  private static int overTime(String text) {
    return switch (text) {
      case "always" -> LockstepLexer.ALWAYS;
      case "never" -> LockstepLexer.NEVER;
      case "eventually" -> LockstepLexer.EVENTUALLY;
      default -> LockstepLexer.IDENT;
    };
  }

  private static int clause(String text, boolean expected) {
    return switch (text) {
      case "where" -> LockstepLexer.WHERE;
      case "within" -> expected ? LockstepLexer.WITHIN : LockstepLexer.IDENT;
      case "at" -> expected ? LockstepLexer.AT_TIME : LockstepLexer.IDENT;
      case "by" -> expected ? LockstepLexer.BY : LockstepLexer.IDENT;
      default -> LockstepLexer.IDENT;
    };
  }

  /** Whether a condition can begin behind the word that is being read, which is no operand then. */
  private static boolean begins(LookAhead ahead) {
    int at = ahead.skipBlanks(1);
    String next = ahead.word(at);
    if (!next.isEmpty()) {
      return !Words.INFIX.contains(next);
    }
    int c = ahead.at(at);
    return c == '(' || c == '"' || c == '$' || c == ':' || c >= '0' && c <= '9';
  }
}
