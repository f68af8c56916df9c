package io.lockstep.engine.lsp;

import com.google.common.primitives.ImmutableIntArray;
import io.lockstep.grammar.ast.Span;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** Offsets into a text as the protocol counts them: lines and UTF-16 units, both from 0. */
final class LineMap {
  private final String text;
  private final ImmutableIntArray starts;

  LineMap(String text) {
    this.text = text;
    ImmutableIntArray.Builder builder = ImmutableIntArray.builder().add(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean loneReturn = c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
      if (c == '\n' || loneReturn) {
        builder.add(i + 1);
      }
    }
    this.starts = builder.build();
  }

  /** Offsets outside of the text count as its ends. */
  Position position(int offset) {
    int at = Math.max(0, Math.min(offset, text.length()));
    int line = lineOf(at);
    return new Position(line, at - starts.get(line));
  }

  /** A column in Unicode characters, from 0; one behind the line's end counts as that end. */
  Position position(int line, int column) {
    int row = Math.max(0, Math.min(line, starts.length() - 1));
    String text = this.text.substring(starts.get(row), lineEnd(row));
    int characters = Math.min(Math.max(0, column), text.codePointCount(0, text.length()));
    return new Position(row, text.offsetByCodePoints(0, characters));
  }

  Range range(int start, int end) {
    return new Range(position(start), position(end));
  }

  /** Of a place in this text, or in one derived from it. */
  Range range(Span span) {
    Span written = span.origin();
    return range(written.start(), written.end());
  }

  /** Lines behind the last count as the end, columns behind a line's end as that end. */
  int offset(Position position) {
    int line = position.getLine();
    if (line < 0) {
      return 0;
    } else if (line >= starts.length()) {
      return text.length();
    }
    int start = starts.get(line);
    int end = lineEnd(line);
    return Math.max(start, Math.min(start + Math.max(0, position.getCharacter()), end));
  }

  int lineStart(int line) {
    return starts.get(line);
  }

  /** Before the line's end mark. */
  int lineEnd(int line) {
    int end = line + 1 < starts.length() ? starts.get(line + 1) : text.length();
    while (end > starts.get(line) && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  int lineCount() {
    return starts.length();
  }

  int lineOf(int offset) {
    int low = 0;
    int high = starts.length() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts.get(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
