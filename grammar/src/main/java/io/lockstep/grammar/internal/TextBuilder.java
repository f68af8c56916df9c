package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Template;
import org.antlr.v4.runtime.Token;

/** Turns quoted and raw texts into templates. */
final class TextBuilder {
  private final Problems problems;
  private final Interpolation interpolation;

  TextBuilder(Problems problems) {
    this.problems = problems;
    this.interpolation = new Interpolation(problems);
  }

  /** A text in quotes, with escapes; or one in three quotes, see {@link TextBlocks}. */
  Template quoted(Token token) {
    Span span = problems.span(token);
    return TextBlocks.isBlock(span.text())
        ? new TextBlocks(problems).template(span)
        : build(span, span.start() + 1, span.end() - 1, true);
  }

  /** A token that is a text in quotes or is taken as it is. */
  Template quotedOrRaw(Token token) {
    return token.getType() == LockstepLexer.STRING ? quoted(token) : raw(token);
  }

  /** A text to the end of the statement, without escapes; blanks around it do not count. */
  Template raw(Token token) {
    Span span = problems.span(token);
    String text = span.text().stripTrailing();
    return build(
        new Span(span.source(), span.start(), span.start() + text.length()),
        span.start(),
        span.start() + text.length(),
        false);
  }

  private Template build(Span span, int start, int end, boolean escapes) {
    ImmutableList.Builder<Template.Part> parts = ImmutableList.builder();
    String source = span.source().text();
    StringBuilder text = new StringBuilder();
    int textStart = start;
    int at = start;
    while (at < end) {
      char c = source.charAt(at);
      if (escapes && c == '\\' && at + 1 < end) {
        text.append(escape(source.charAt(at + 1), new Span(span.source(), at, at + 2)));
        at += 2;
      } else if (c == '$' && at + 1 < end && source.charAt(at + 1) == '{') {
        int close = source.indexOf('}', at);
        if (close < 0 || close >= end) {
          close = end - 1;
        }
        Span place = new Span(span.source(), at, close + 1);
        if (text.length() > 0) {
          parts.add(new Template.Text(text.toString(), new Span(span.source(), textStart, at)));
          text.setLength(0);
        }
        parts.add(new Template.Value(interpolation.expression(place), place));
        at = close + 1;
        textStart = at;
      } else {
        text.append(c);
        at++;
      }
    }
    if (text.length() > 0) {
      parts.add(new Template.Text(text.toString(), new Span(span.source(), textStart, end)));
    }
    return new Template(parts.build(), span);
  }

  private char escape(char c, Span place) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '"', '\\', '$' -> c;
      default -> {
        problems.error(
            "unknown-escape",
            place,
            "unknown escape " + Shown.character("" + c) + " behind '\\'",
            "there are \\n, \\r, \\t, \\\", \\\\ and \\$");
        yield c;
      }
    };
  }
}
