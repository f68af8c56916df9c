package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Source;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Span;
import java.util.HashMap;
import java.util.Map;

/** Turns the syntax tree's places into the model's; the same place gives the same object. */
final class Sources {
  private static final int LONGEST = 120;

  private final Map<Span, Source> known = new HashMap<>();

  Source of(AstNode node) {
    return known.computeIfAbsent(
        node.span(), span -> new Source(span.file(), span.line(), span.column(), oneLine(node)));
  }

  /** What was written, on one line without comments, cut if it is long. */
  static String oneLine(AstNode node) {
    StringBuilder line = new StringBuilder();
    boolean quoted = false;
    boolean comment = false;
    boolean space = false;
    for (char c : node.span().text().toCharArray()) {
      comment = comment ? c != '\n' : c == '#' && !quoted;
      quoted ^= c == '"' && !comment;
      if (comment || Character.isWhitespace(c)) {
        space = true;
        continue;
      }
      if (space && line.length() > 0) {
        line.append(' ');
      }
      space = false;
      line.append(c);
      if (line.length() > LONGEST) {
        return line.substring(0, LONGEST - 1).strip() + "…";
      }
    }
    return line.toString();
  }
}
