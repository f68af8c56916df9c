package io.lockstep.grammar.yaml;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.internal.CodePoints;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** A text in YAML, and the places of its nodes. */
final class YamlSource {
  private final SourceText source;
  private final CodePoints points;
  private final int skipped;

  YamlSource(SourceText source) {
    this.source = source;
    this.skipped = source.text().startsWith("\uFEFF") ? 1 : 0;
    this.points = new CodePoints(yaml());
  }

  SourceText text() {
    return source;
  }

  /** The text without its byte order mark. */
  String yaml() {
    return source.text().substring(skipped);
  }

  int offset(Mark mark) {
    return offset(mark.getIndex());
  }

  /** A mark counts code points. */
  int offset(int codePoints) {
    return points.offset(codePoints) + skipped;
  }

  int start(Node node) {
    return offset(node.getStartMark());
  }

  int end(Node node) {
    return offset(node.getEndMark());
  }

  /** The place of a node, at most to the end of its first line. */
  Span span(Node node) {
    int start = start(node);
    int end = Math.max(start, end(node));
    int line = start;
    while (line < end && source.text().charAt(line) != '\n' && source.text().charAt(line) != '\r') {
      line++;
    }
    return new Span(source, start, line);
  }

  int line(int offset) {
    return source.lineOf(offset);
  }

  /** From 0, in characters. */
  int column(int offset) {
    return source.columnOf(offset) - 1;
  }

  /** Whether the line before that of an offset is empty. */
  boolean isApart(int offset) {
    int line = line(offset);
    return line > 1 && source.line(line - 1).isBlank();
  }

  /**
   * A comment.
   *
   * @param text from {@code #} on
   * @param alone whether nothing stands before it on its line
   */
  record Remark(String text, int start, boolean alone) {}

  /** The comments, in order. */
  ImmutableList<Remark> comments(Node root) {
    return new CommentScanner(this).comments(root);
  }
}
