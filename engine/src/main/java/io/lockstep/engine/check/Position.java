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
    Span written = span.origin();
    SourceText source = written.source();
    int end = written.end();
    return new Position(
        written.line(), written.column(), source.lineOf(end), source.columnOf(end));
  }

  /** With columns in UTF-16 code units, as SARIF counts them. */
  static Position inCodeUnits(Span span) {
    Span written = span.origin();
    return new Position(
        written.line(),
        unitColumn(written.source(), written.start()),
        written.source().lineOf(written.end()),
        unitColumn(written.source(), written.end()));
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
