package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;

/** Blocks, and comments of several lines. */
final class Folding {
  private Folding() {}

  static ImmutableList<FoldingRange> of(SourceFile file) {
    List<FoldingRange> ranges = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    LineMap lines = file.lines();
    int commentFrom = -1;
    int commentTo = -2;
    for (Token token : file.tokens()) {
      int line = lines.lineOf(token.start());
      if (token.kind() == Token.Kind.COMMENT && isAlone(token, file)) {
        if (commentTo != line - 1) {
          addComment(commentFrom, commentTo, ranges);
          commentFrom = line;
        }
        commentTo = line;
      } else if (token.is("{")) {
        open.push(line);
      } else if (token.is("}") && !open.isEmpty()) {
        int from = open.pop();
        if (line - 1 > from) {
          // The closing brace stays visible.
          ranges.add(new FoldingRange(from, line - 1));
        }
      }
    }
    addComment(commentFrom, commentTo, ranges);
    return ImmutableList.copyOf(ranges);
  }

  private static boolean isAlone(Token comment, SourceFile file) {
    int start = file.lines().lineStart(file.lines().lineOf(comment.start()));
    return file.text().substring(start, comment.start()).isBlank();
  }

  private static void addComment(int from, int to, List<FoldingRange> ranges) {
    if (from >= 0 && to > from) {
      FoldingRange range = new FoldingRange(from, to);
      range.setKind(FoldingRangeKind.Comment);
      ranges.add(range);
    }
  }
}
