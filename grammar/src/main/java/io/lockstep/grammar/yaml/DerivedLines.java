package io.lockstep.grammar.yaml;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.SourceText;
import java.util.Arrays;

/** The lines of a scenario while they are derived from YAML, with the comments in between. */
final class DerivedLines {
  private final YamlSource source;
  private final ImmutableList<YamlSource.Remark> comments;
  private final DerivedText text = new DerivedText();

  /** Of the comments, the first that has not been taken over yet. */
  private int next;

  /** Whether the last line may still get a comment at its end. */
  private boolean open;

  /** The line in the YAML that the last line ends on. */
  private int line;

  DerivedLines(YamlSource source, ImmutableList<YamlSource.Remark> comments) {
    this.source = source;
    this.comments = comments;
  }

  int length() {
    return text.length();
  }

  SourceText finish() {
    takeBefore(Integer.MAX_VALUE);
    endLine();
    return text.over(source.text());
  }

  /** Begins a line for what stands at an offset, behind the comments before it. */
  void begin(int offset) {
    begin(offset, offset);
  }

  /** Likewise, if an empty line before it would stand before something else. */
  void begin(int top, int offset) {
    takeBefore(top);
    endLine();
    if (source.isApart(top)) {
      text.own("\n");
    }
    takeBefore(offset);
    open = true;
    line = source.line(offset);
  }

  private void endLine() {
    if (open) {
      text.own("\n");
    }
    open = false;
  }

  /**
   * Goes on with a piece of scenario text; a line break in it is a blank, except in texts of several
   * lines.
   */
  void head(ScalarText scalar) {
    text.mapped(Heads.onOneLine(scalar.value()), scalar.origins());
    line = source.line(scalar.end());
  }

  /** Goes on with a text, put between quotes. */
  void quoted(ScalarText scalar) {
    String value = scalar.value();
    text.at("\"", scalar.start());
    int at = 0;
    while (at < value.length()) {
      char c = value.charAt(at);
      int end = at + 1;
      if (c == '\\') {
        end = Math.min(value.length(), at + 2);
      } else if (value.startsWith("${", at)) {
        end = Heads.behindInterpolation(value, at);
      }
      String piece = value.substring(at, end);
      int origin = scalar.origins()[at];
      switch (c) {
        case '"' -> text.at("\\\"", origin);
        case '\n' -> text.at("\\n", origin);
        case '\r' -> text.at("\\r", origin);
        case '\t' -> text.at("\\t", origin);
        default -> text.mapped(
            piece.replaceAll("[\r\n]", " "),
            Arrays.copyOfRange(scalar.origins(), at, end + 1));
      }
      at = end;
    }
    text.at("\"", scalar.end());
    line = source.line(scalar.end());
  }

  /** Goes on with what does not stand in the YAML. */
  void own(String piece) {
    text.own(piece);
  }

  /** Likewise, with its place. */
  void at(String piece, int origin) {
    text.at(piece, origin);
  }

  /**
   * Opens a block.
   *
   * @param key where its key stands
   * @param origin the place of its brace
   */
  void open(int key, int origin) {
    text.at(" {", origin);
    open = true;
    takeBefore(key);
    line = source.line(key);
  }

  /** Closes a block with all comments before an offset in it. */
  void closeFlow(int end) {
    takeBefore(end);
    endLine();
    text.at("}", Math.max(0, end - 1));
    open = true;
    line = source.line(end);
  }

  /**
   * Closes a block with the comments that stand as far to the right as what is in it.
   *
   * @param column of what is in it
   * @param owner column of what the block belongs to: one comment between both columns stands
   *     behind the closing brace; negative for none
   * @param limit where the next thing stands
   */
  void closeBlock(int column, int owner, int limit) {
    while (hasNext(limit) && (!peek().alone() || column(peek()) >= column)) {
      take();
    }
    endLine();
    text.own("}");
    open = true;
    line = -1;
    if (owner >= 0 && hasNext(limit) && peek().alone() && column(peek()) > owner) {
      text.own("  ");
      text.exact(peek().text(), peek().start());
      endLine();
      next++;
    }
  }

  private int column(YamlSource.Remark remark) {
    return source.column(remark.start());
  }

  private YamlSource.Remark peek() {
    return comments.get(next);
  }

  private boolean hasNext(int before) {
    return next < comments.size() && peek().start() < before;
  }

  private void takeBefore(int offset) {
    while (hasNext(offset)) {
      take();
    }
  }

  private void take() {
    YamlSource.Remark comment = comments.get(next++);
    if (open && !comment.alone() && source.line(comment.start()) == line) {
      text.own("  ");
    } else {
      endLine();
      if (comment.alone() && source.isApart(comment.start())) {
        text.own("\n");
      }
    }
    text.exact(comment.text(), comment.start());
    text.own("\n");
    open = false;
  }
}
