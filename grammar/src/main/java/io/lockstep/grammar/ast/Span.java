package io.lockstep.grammar.ast;

/**
 * A stretch of source text.
 *
 * @param start offset of the first character, from 0
 * @param end offset behind the last character; equal to {@code start} for a place between two
 */
public record Span(SourceText source, int start, int end) {
  /** Checks the order of the ends. */
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span " + start + ".." + end);
    }
  }

  /** The file's name as the user wrote it. */
  public String file() {
    return source.name();
  }

  /** Line of the first character, from 1. */
  public int line() {
    return source.lineOf(start);
  }

  /** Column of the first character, from 1, in Unicode characters. */
  public int column() {
    return source.columnOf(start);
  }

  /** The same place in what the user wrote: this one, unless its source is derived. */
  public Span origin() {
    if (!source.isDerived()) {
      return this;
    }
    int from = source.originOf(start);
    int to = start == end ? from : source.originOf(end - 1) + 1;
    return new Span(source.original(), from, Math.max(from, to));
  }

  /** The text covered. */
  public String text() {
    int length = source.text().length();
    return source.text().substring(Math.min(start, length), Math.min(end, length));
  }

  /** {@code file:line:col}. */
  public String location() {
    return file() + ":" + line() + ":" + column();
  }

  /** The smallest span that covers this and the other. */
  public Span to(Span other) {
    return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
  }

  @Override
  public String toString() {
    return location();
  }
}
