package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableSet;

/** What words and signs mean in the lines of a program. */
final class CallWords {
  /** What a word is no keyword in front of: it is the name of a call or a variable. */
  private static final ImmutableSet<Character> NAME_SIGNS = ImmutableSet.of('(', '.', '[');

  private CallWords() {}

  /** The type of a word that opens a line. */
  static int first(int type, String text, LookAhead ahead) {
    int next = ahead.at(ahead.skipBlanks(1));
    boolean name =
        NAME_SIGNS.contains((char) ahead.at(1)) && !text.equals("if")
            || (next == '=' || next == '!') && !text.equals("let");
    if (name) {
      return LockstepLexer.IDENT;
    }
    boolean word = LookAhead.isWordLetter(next);
    return switch (text) {
      case "after" -> LockstepLexer.SEQUEL;
      case "at" -> LockstepLexer.MOMENT;
      case "let" -> LockstepLexer.BIND;
      case "start", "timeout" -> LockstepLexer.PROPERTY;
      case "label" -> word ? LockstepLexer.LABEL : LockstepLexer.IDENT;
      case "for", "if" -> type;
      // What belongs elsewhere is reported as that.
      default ->
          (word || next == '"' || next == '{') && Words.OPENING_WORDS.contains(text)
              ? type
              : LockstepLexer.IDENT;
    };
  }

  /**
   * The type of a word that stands behind a complete expression.
   *
   * @param moment whether that is what the line waits for
   */
  static int behind(String text, boolean moment) {
    if (moment) {
      return text.equals("let") ? LockstepLexer.BIND : LockstepLexer.IDENT;
    }
    return switch (text) {
      case "fails" -> LockstepLexer.FAILS;
      case "takes" -> LockstepLexer.TAKES;
      case "blocks" -> LockstepLexer.BLOCKS;
      case "timeout" -> LockstepLexer.LIMIT;
      default -> LockstepLexer.IDENT;
    };
  }

  /** The type of what is no plain word. */
  static int sign(int type, String text, boolean inBrackets) {
    if (type == LockstepLexer.COLON) {
      return LockstepLexer.PORT_COLON;
    } else if (type == LockstepLexer.ASSIGN && inBrackets) {
      return LockstepLexer.FIELD_ASSIGN;
    } else if (type == LockstepLexer.ERROR_CHAR && text.equals("|")) {
      return LockstepLexer.BAR;
    } else if (type == LockstepLexer.ERROR_CHAR && text.equals("&")) {
      return LockstepLexer.AMPERSAND;
    }
    return type;
  }
}
