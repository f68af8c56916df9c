package io.lockstep.engine.check;

import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Span;

/**
 * Where a stretch of source text begins and ends: lines and columns from 1, the end behind the last
 * character.
 */
record Position(int line, int column, int endLine, int endColumn) {
  /** With columns in Unicode characters, as all messages count them. */
  static Position inCharacters(Span span) {
    SourceText source = span.source();
    return new Position(
        span.line(), span.column(), source.lineOf(span.end()), source.columnOf(span.end()));
  }

  /** With columns in UTF-16 code units, as SARIF counts them. */
  static Position inCodeUnits(Span span) {
    return new Position(
        span.line(),
        unitColumn(span.source(), span.start()),
        span.source().lineOf(span.end()),
        unitColumn(span.source(), span.end()));
  }

  private static int unitColumn(SourceText source, int offset) {
    String text = source.text();
    int line = source.lineOf(offset);
    int start = Math.min(offset, text.length());
    while (start > 0 && source.lineOf(start - 1) == line) {
      start--;
    }
    return offset - start + 1;
  }
}
