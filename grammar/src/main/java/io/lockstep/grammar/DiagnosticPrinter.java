package io.lockstep.grammar;

import io.lockstep.grammar.ast.Span;

/** Shows a diagnostic with its source line. */
final class DiagnosticPrinter {
  /** Longer source lines are cut around the place. */
  private static final int WIDTH = 120;

  private DiagnosticPrinter() {}

  static String print(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder(diagnostic.headline());
    appendSnippet(out, diagnostic.span());
    for (String hint : diagnostic.hints()) {
      out.append("\n  hint: ").append(hint);
    }
    return out.toString();
  }

  private static void appendSnippet(StringBuilder out, Span span) {
    int[] line = span.source().line(span.line()).codePoints().toArray();
    if (line.length == 0) {
      return;
    }
    int at = Math.min(span.column() - 1, line.length);
    int length = length(span);
    int carets = Math.max(1, Math.min(length, line.length - at));
    int from = at + Math.min(carets, WIDTH / 2) > WIDTH ? at - WIDTH / 2 : 0;
    int to = Math.min(line.length, from + WIDTH);
    String number = Integer.toString(span.line());
    out.append("\n ").append(number).append(" | ");
    out.append(from > 0 ? "\u2026" : "");
    for (int i = from; i < to; i++) {
      out.appendCodePoint(printable(line[i]));
    }
    out.append(to < line.length ? "\u2026" : "");
    out.append("\n ").append(" ".repeat(number.length())).append(" | ");
    out.append(" ".repeat(CellWidth.of(line, from, at) + (from > 0 ? 1 : 0)));
    int under = CellWidth.of(line, at, Math.min(at + carets, to));
    out.append("^".repeat(Math.max(1, under)));
  }

  /** In characters of the original. */
  private static int length(Span span) {
    String text = span.origin().text();
    return text.codePointCount(0, text.length());
  }

  private static int printable(int character) {
    if (character == '\t') {
      return ' ';
    }
    return Character.isISOControl(character) ? '\uFFFD' : character;
  }
}
