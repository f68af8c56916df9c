package io.lockstep.grammar.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Collects lines, and puts the comments behind lines in a row into one column. */
public final class LineWriter {
  private final List<Line> lines = new ArrayList<>();
  private int depth;

  private record Line(int indent, String text, Optional<String> comment) {
    int width() {
      int last = text.lastIndexOf('\n') + 1;
      return indent + text.codePointCount(last, text.length());
    }

    /** With its indent, which also goes before the further lines of a text in it. */
    String indented() {
      String before = " ".repeat(indent);
      if (text.indexOf('\n') < 0) {
        return before + text;
      }
      return text.lines()
          .map(line -> line.isEmpty() ? line : before + line)
          .collect(Collectors.joining("\n"));
    }
  }

  /** Columns before each line that comes now. */
  public int indent() {
    return 2 * depth;
  }

  public void indentMore() {
    depth++;
  }

  public void indentLess() {
    depth--;
  }

  public void empty() {
    lines.add(new Line(0, "", Optional.empty()));
  }

  /**
   * Adds a line; a text in it may stand on several.
   *
   * @param comment to stand at its end
   */
  public void line(String text, Optional<String> comment) {
    lines.add(new Line(indent(), text, comment));
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    int runEnd = 0;
    int column = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (i >= runEnd && line.comment().isPresent()) {
        runEnd = runEnd(i);
        column = lines.subList(i, runEnd).stream().mapToInt(Line::width).max().orElse(0) + 2;
      }
      out.append(line.indented());
      if (line.comment().isPresent()) {
        out.append(" ".repeat(column - line.width())).append(line.comment().get());
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** Behind the lines of the same indent that all have comments. */
  private int runEnd(int start) {
    int end = start;
    while (end < lines.size()
        && lines.get(end).comment().isPresent()
        && lines.get(end).indent() == lines.get(start).indent()) {
      end++;
    }
    return end;
  }
}
