package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.Severity;
import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Collects the diagnostics of one text, and knows the places of its tokens. */
final class Problems {
  static final int MAX_ERRORS = 20;

  private final SourceText source;
  private final int[] offsets;
  private final List<Diagnostic> found = new ArrayList<>();

  Problems(SourceText source) {
    this.source = source;
    this.offsets = offsetsOf(source.text());
  }

  /** ANTLR counts code points, a span counts chars; null where both are the same. */
  private static int[] offsetsOf(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return null;
    }
    int[] offsets = new int[count + 1];
    int at = 0;
    for (int i = 0; i < count; i++) {
      offsets[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    offsets[count] = at;
    return offsets;
  }

  private int offset(int codePoint) {
    return offsets == null ? codePoint : offsets[Math.min(codePoint, offsets.length - 1)];
  }

  Span span(Token token) {
    if (token.getType() == Token.EOF) {
      return new Span(source, source.text().length(), source.text().length());
    }
    if (token.getType() == LockstepLexer.SEP) {
      int start = offset(token.getStartIndex());
      return new Span(source, start, start + 1);
    }
    return new Span(source, offset(token.getStartIndex()), offset(token.getStopIndex() + 1));
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

  /** In the order of their places; after {@link #MAX_ERRORS} the rest is only counted. */
  ImmutableList<Diagnostic> diagnostics() {
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
    if (sorted.size() <= MAX_ERRORS) {
      return ImmutableList.copyOf(sorted);
    }
    int more = sorted.size() - MAX_ERRORS;
    Diagnostic last = sorted.get(MAX_ERRORS - 1);
    String note = more == 1 ? "one more error is not shown" : more + " more errors are not shown";
    return ImmutableList.<Diagnostic>builder()
        .addAll(Iterables.limit(sorted, MAX_ERRORS - 1))
        .add(
            new Diagnostic(
                Severity.ERROR,
                last.code(),
                last.span(),
                last.message(),
                ImmutableList.<String>builder().addAll(last.hints()).add(note).build()))
        .build();
  }
}
