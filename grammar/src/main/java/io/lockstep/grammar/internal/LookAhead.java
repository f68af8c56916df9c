package io.lockstep.grammar.internal;

import org.antlr.v4.runtime.CharStream;

/** Reads on in the text without consuming it; positions count from 1, the next character. */
final class LookAhead {
  private static final int FARTHEST = 2000;
  private static final int LONGEST_WORD = 40;

  private final CharStream input;

  LookAhead(CharStream input) {
    this.input = input;
  }

  int at(int position) {
    return input.LA(position);
  }

  /** Behind blanks. */
  int skipBlanks(int position) {
    int end = position;
    while (end < position + FARTHEST && isBlank(at(end))) {
      end++;
    }
    return end;
  }

  /** Behind blanks, line ends and comments; 0 at the end of the text. */
  int skipLines() {
    int position = 1;
    boolean comment = false;
    while (position < FARTHEST) {
      int c = at(position);
      if (c == CharStream.EOF) {
        return 0;
      } else if (c == '#') {
        comment = true;
      } else if (c == '\n' || c == '\r') {
        comment = false;
      } else if (!comment && !isBlank(c)) {
        break;
      }
      position++;
    }
    return position;
  }

  /** The word that begins there; empty if none does. */
  String word(int position) {
    StringBuilder word = new StringBuilder();
    for (int i = position; isWordLetter(at(i)) && word.length() < LONGEST_WORD; i++) {
      word.append((char) at(i));
    }
    return word.toString();
  }

  /** Likewise, with dots, dashes and plus signs. */
  String rawWord(int position) {
    StringBuilder word = new StringBuilder();
    for (int i = position; isRawLetter(at(i)) && word.length() < LONGEST_WORD; i++) {
      word.append((char) at(i));
    }
    return word.toString();
  }

  private static boolean isRawLetter(int c) {
    return isWordLetter(c) || c == '.' || c == '-' || c == '+';
  }

  static boolean isWordLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\f' || c == 0xA0 || c == 0xFEFF;
  }
}
