package io.lockstep.grammar.ast;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The text of one scenario file, and where its lines start. Immutable.
 *
 * <p>The text may be derived from another one: then lines and columns are those of the original.
 */
public final class SourceText {
  private final String name;
  private final String text;
  private final int[] lineStarts;
  private final SourceText original;
  private final IntUnaryOperator origins;

  /**
   * @param name as it appears in messages, usually the path as the user wrote it
   */
  public SourceText(String name, String text) {
    this.name = name;
    this.text = text;
    this.lineStarts = findLineStarts(text);
    this.original = null;
    this.origins = IntUnaryOperator.identity();
  }

  /**
   * A text that was derived from another one, such as a scenario from its form in YAML.
   *
   * @param original what the user wrote, not derived itself
   * @param origins gives the offset in the original for an offset in the text, its end included
   */
  public SourceText(SourceText original, String text, IntUnaryOperator origins) {
    this.name = original.name;
    this.text = text;
    this.lineStarts = original.lineStarts;
    this.original = original;
    this.origins = origins;
  }

  /** Whether lines and columns are those of another text. */
  public boolean isDerived() {
    return original != null;
  }

  /** What the user wrote: this text, or the one from which it was derived. */
  public SourceText original() {
    return original == null ? this : original;
  }

  /** The offset in {@link #original()} for an offset in this text. */
  public int originOf(int offset) {
    return origins.applyAsInt(offset);
  }

  private static int[] findLineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean loneReturn =
          c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
      if (c == '\n' || loneReturn) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  /** As it appears in messages. */
  public String name() {
    return name;
  }

  /** All of it. */
  public String text() {
    return text;
  }

  /** Number of lines of the original, at least 1. */
  public int lineCount() {
    return lineStarts.length;
  }

  /** The line of an offset into the text, from 1. */
  public int lineOf(int offset) {
    int found = Arrays.binarySearch(lineStarts, originOf(offset));
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of an offset into the text, from 1, in Unicode characters. */
  public int columnOf(int offset) {
    if (original != null) {
      return original.columnOf(originOf(offset));
    }
    int end = Math.min(offset, text.length());
    int start = Math.min(lineStarts[lineOf(offset) - 1], end);
    return text.codePointCount(start, end) + 1 + (offset - end);
  }

  /** A line of the original, without its line end. */
  public String line(int line) {
    if (original != null) {
      return original.line(line);
    }
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return name;
  }
}
