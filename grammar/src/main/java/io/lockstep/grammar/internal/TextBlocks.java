package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Template;

/**
 * Texts of several lines, between three quotes. They are taken as they are, without the indentation
 * that all their lines have in common: only <code>${…}</code> inserts a value, and a backslash means
 * itself except in <code>\${</code> and <code>\"""</code>. The line end behind the opening quotes
 * and the blanks before the closing ones do not count.
 */
final class TextBlocks {
  static final String QUOTES = "\"\"\"";

  private final Interpolation interpolation;
  private final ImmutableList.Builder<Template.Part> parts = ImmutableList.builder();
  private final StringBuilder text = new StringBuilder();
  private int textStart;

  TextBlocks(Problems problems) {
    this.interpolation = new Interpolation(problems);
  }

  static boolean isBlock(String written) {
    return written.length() >= 2 * QUOTES.length() && written.startsWith(QUOTES);
  }

  /**
   * The text of a token.
   *
   * @param span with its quotes
   */
  Template template(Span span) {
    String source = span.source().text();
    int end = span.end() - QUOTES.length();
    int at = span.start() + QUOTES.length();
    int line = lineEnd(source, at, end);
    boolean several = line < end;
    if (several && source.substring(at, line).isBlank()) {
      at = behindLineEnd(source, line);
    }
    int last = source.lastIndexOf('\n', end - 1) + 1;
    if (several && last >= at && source.substring(last, end).isBlank()) {
      end = last;
    }
    String indent = several ? indent(source, at, end) : "";
    textStart = at;
    while (at < end) {
      line = lineEnd(source, at, end);
      at += commonLength(indent, source.substring(at, line));
      line(span, at, line);
      if (line < end) {
        text.append('\n');
      }
      at = behindLineEnd(source, line);
    }
    flush(span, end);
    return new Template(parts.build(), span);
  }

  private void line(Span span, int start, int end) {
    String source = span.source().text();
    int at = start;
    while (at < end) {
      if (source.startsWith("\\${", at)) {
        text.append("${");
        at += 3;
      } else if (source.startsWith("\\" + QUOTES, at)) {
        text.append(QUOTES);
        at += 1 + QUOTES.length();
      } else if (source.startsWith("${", at)) {
        int close = source.indexOf('}', at);
        Span place = new Span(span.source(), at, close < 0 || close >= end ? end : close + 1);
        flush(span, at);
        parts.add(new Template.Value(interpolation.expression(place), place));
        at = place.end();
        textStart = at;
      } else {
        text.append(source.charAt(at));
        at++;
      }
    }
  }

  private void flush(Span span, int at) {
    if (text.length() > 0) {
      parts.add(new Template.Text(text.toString(), new Span(span.source(), textStart, at)));
      text.setLength(0);
    }
  }

  /** What all lines begin with that are not blank. */
  private static String indent(String source, int start, int end) {
    String indent = null;
    for (int at = start; at < end; at = behindLineEnd(source, lineEnd(source, at, end))) {
      String line = source.substring(at, lineEnd(source, at, end));
      if (!line.isBlank()) {
        String own = line.substring(0, line.length() - line.stripLeading().length());
        indent = indent == null ? own : indent.substring(0, commonLength(indent, own));
      }
    }
    return indent == null ? "" : indent;
  }

  private static int commonLength(String one, String other) {
    int length = 0;
    while (length < one.length()
        && length < other.length()
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }

  private static int lineEnd(String source, int from, int end) {
    int at = from;
    while (at < end && source.charAt(at) != '\n' && source.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private static int behindLineEnd(String source, int at) {
    boolean pair = at + 1 < source.length() && source.charAt(at) == '\r';
    return pair && source.charAt(at + 1) == '\n' ? at + 2 : at + 1;
  }
}
