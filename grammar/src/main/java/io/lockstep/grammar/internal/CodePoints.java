package io.lockstep.grammar.internal;

import java.util.Arrays;

/** The code points of a text, for parsers that count these instead of chars. */
public final class CodePoints {
  /** The offset of each in chars, then the length of the text; null where both counts agree. */
  private final int[] offsets;

  private final int length;

  /** Of a text. */
  public CodePoints(String text) {
    this.length = text.length();
    int count = text.codePointCount(0, text.length());
    this.offsets = count == text.length() ? null : offsets(text, count);
  }

  private static int[] offsets(String text, int count) {
    int[] offsets = new int[count + 1];
    int at = 0;
    for (int i = 0; i < count; i++) {
      offsets[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    offsets[count] = at;
    return offsets;
  }

  /** The offset in chars of a code point, at most the text's length. */
  public int offset(int index) {
    return offsets == null ? Math.min(index, length) : offsets[Math.min(index, offsets.length - 1)];
  }

  /** Which code point begins at an offset in chars. */
  int index(int offset) {
    return offsets == null ? offset : Arrays.binarySearch(offsets, offset);
  }
}
