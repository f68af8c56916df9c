package io.lockstep.engine.report;

/**
 * Writes the Kernel Test Anything Protocol, version 1 ({@code Documentation/dev-tools/ktap.rst}).
 */
public final class KtapDocument {
  private static final String VERSION = "KTAP version 1\n";

  private final StringBuilder out = new StringBuilder();
  private String indent = "";

  /** A document with so many tests. */
  public KtapDocument(int count) {
    out.append(VERSION);
    plan(count);
  }

  /** What follows are so many tests that a test consists of. */
  void begin(String name, int count) {
    indent += "  ";
    out.append(indent).append(VERSION);
    out.append(indent).append("# Subtest: ").append(plain(name)).append('\n');
    plan(count);
  }

  /** The end of these; the result of the whole comes next. */
  void end() {
    indent = indent.substring(2);
  }

  private void plan(int count) {
    out.append(indent).append("1..").append(count).append('\n');
  }

  /** A remark about the test whose result comes next. */
  public void remark(String line) {
    out.append(indent).append("# ").append(line.strip()).append('\n');
  }

  /** A result; tests are numbered from 1. */
  public void result(boolean ok, int number, String description) {
    result(ok, number, description, "");
  }

  /**
   * Likewise.
   *
   * @param directive such as {@code SKIP why}, or empty
   */
  public void result(boolean ok, int number, String description, String directive) {
    out.append(indent).append(ok ? "ok " : "not ok ").append(number).append(' ');
    out.append(plain(description)).append(directive.isEmpty() ? "" : " # " + directive);
    out.append('\n');
  }

  /** A description must not look as if a directive began in it. */
  private static String plain(String description) {
    return description.replaceAll("\\s+", " ").replace("#", "\\#");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
