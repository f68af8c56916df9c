package io.lockstep.engine.lsp;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.TextEdit;

/** Turns one text into another by edits of whole lines. */
final class LineDifference {
  /** Of longer stretches without equal lines at their ends nothing is kept. */
  private static final int MOST_CELLS = 4_000_000;

  private LineDifference() {}

  static ImmutableList<TextEdit> edits(LineMap map, String before, String after) {
    List<String> old = lines(before);
    List<String> wanted = lines(after);
    int head = 0;
    while (head < old.size()
        && head < wanted.size()
        && old.get(head).equals(wanted.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < old.size() - head
        && tail < wanted.size() - head
        && old.get(old.size() - 1 - tail).equals(wanted.get(wanted.size() - 1 - tail))) {
      tail++;
    }
    List<String> from = old.subList(head, old.size() - tail);
    List<String> to = wanted.subList(head, wanted.size() - tail);
    List<TextEdit> edits = new ArrayList<>();
    int[] offsets = offsets(old);
    if ((long) from.size() * to.size() > MOST_CELLS) {
      edits.add(edit(map, offsets[head], offsets[head + from.size()], to));
    } else {
      walk(map, offsets, head, from, to, edits);
    }
    return ImmutableList.copyOf(edits);
  }

  /** Keeps a longest common subsequence. */
  private static void walk(
      LineMap map, int[] offsets, int head, List<String> from, List<String> to,
      List<TextEdit> edits) {
    int[][] common = new int[from.size() + 1][to.size() + 1];
    for (int i = from.size() - 1; i >= 0; i--) {
      for (int j = to.size() - 1; j >= 0; j--) {
        common[i][j] =
            from.get(i).equals(to.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < from.size() || j < to.size()) {
      int startI = i;
      int startJ = j;
      while (i < from.size() && j < to.size() && !from.get(i).equals(to.get(j))
          || i < from.size() ^ j < to.size()) {
        if (j == to.size() || i < from.size() && common[i + 1][j] >= common[i][j + 1]) {
          i++;
        } else {
          j++;
        }
      }
      if (i > startI || j > startJ) {
        edits.add(edit(map, offsets[head + startI], offsets[head + i], to.subList(startJ, j)));
      } else {
        i++;
        j++;
      }
    }
  }

  private static TextEdit edit(LineMap map, int start, int end, List<String> lines) {
    return new TextEdit(map.range(start, end), String.join("", lines));
  }

  /** With their line ends. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (String line : Splitter.on('\n').split(text)) {
      int end = Math.min(text.length(), start + line.length() + 1);
      if (end > start) {
        lines.add(text.substring(start, end));
      }
      start = end;
    }
    return lines;
  }

  private static int[] offsets(List<String> lines) {
    int[] offsets = new int[lines.size() + 1];
    for (int i = 0; i < lines.size(); i++) {
      offsets[i + 1] = offsets[i] + lines.get(i).length();
    }
    return offsets;
  }
}
