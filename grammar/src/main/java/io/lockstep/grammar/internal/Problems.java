package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Collects the diagnostics of one text, and knows the places of its tokens. */
final class Problems {
  private final SourceText source;
  private final CodePoints points;
  private final List<Diagnostic> found;

  /** Where the tokens begin, in code points; 0 unless only a part of the text is parsed. */
  private final int base;

  /** What stands where the tokens end. */
  private final Span end;

  Problems(SourceText source) {
    this.source = source;
    this.points = new CodePoints(source.text());
    this.found = new ArrayList<>();
    this.base = 0;
    this.end = new Span(source, source.text().length(), source.text().length());
  }

  private Problems(Problems whole, int start, Span end) {
    this.source = whole.source;
    this.points = whole.points;
    this.found = whole.found;
    this.base = points.index(start);
    this.end = end;
  }

  /**
   * For a parser of a part of the text; what it finds is found here.
   *
   * @param part ends before the sign that closes it
   */
  Problems within(Span part) {
    return new Problems(this, part.start(), new Span(source, part.end(), part.end() + 1));
  }

  /** ANTLR counts code points. */
  private int offset(int codePoint) {
    return points.offset(base + codePoint);
  }

  /** How messages show a token. */
  String shown(Token token) {
    return token.getType() == Token.EOF && end.start() < end.end()
        ? "'" + end.text() + "'"
        : Shown.token(token);
  }

  Span span(Token token) {
    if (token.getType() == Token.EOF) {
      return end;
    }
    if (token.getType() == LockstepLexer.SEP) {
      int start = offset(token.getStartIndex());
      return new Span(source, start, start + 1);
    }
    return new Span(source, offset(token.getStartIndex()), offset(token.getStopIndex() + 1));
  }

  /** The place of a token up to the end of its first line. */
  Span firstLine(Token token) {
    Span span = span(token);
    int end = span.text().indexOf('\n');
    return end < 0 ? span : new Span(span.source(), span.start(), span.start() + end);
  }

  Span span(ParserRuleContext context) {
    return span(context.getStart(), context.getStop());
  }

  Span span(Token first, Token last) {
    if (last == null || last.getTokenIndex() < first.getTokenIndex()) {
      int start = offset(first.getStartIndex());
      return new Span(source, start, start);
    }
    return span(first).to(span(last));
  }

  void error(String code, Span span, String message, String... hints) {
    found.add(Diagnostic.error(code, span, message, hints));
  }

  /** Whether an error was found before, in the same line and not behind that place. */
  boolean hasErrorInLine(Span span) {
    return found.stream()
        .map(Diagnostic::span)
        .anyMatch(other -> other.line() == span.line() && other.start() < span.start());
  }

  /** In the order of their places; after {@link Diagnostics#MOST} the rest is only counted. */
  ImmutableList<Diagnostic> diagnostics() {
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
    return Diagnostics.limited(sorted);
  }
}
