package io.lockstep.grammar.internal;

import org.antlr.v4.runtime.Token;

/** How messages show a piece of the user's text. */
public final class Shown {
  private static final int LONGEST = 40;

  private Shown() {}

  static String token(Token token) {
    String text = token.getText();
    return switch (token.getType()) {
      case Token.EOF -> "the end of the file";
      case LockstepParser.SEP -> text.equals(";") ? "';'" : "the end of the line";
      case LockstepParser.STRING -> "the text " + text(text);
      default -> "'" + text(text) + "'";
    };
  }

  /** Shortened, and without control characters. */
  public static String text(String text) {
    String shown =
        text.codePointCount(0, text.length()) <= LONGEST
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "\u2026";
    StringBuilder out = new StringBuilder();
    shown
        .codePoints()
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  static String character(String text) {
    int c = text.codePointAt(0);
    boolean visible = !Character.isISOControl(c) && !Character.isWhitespace(c);
    String code = String.format("U+%04X", c);
    return !visible ? code : c < 0x7F ? "'" + text + "'" : "'" + text + "' (" + code + ")";
  }
}
