package io.lockstep.engine.describe;

/** Strings of Graphviz's DOT language. */
public final class DotText {
  private DotText() {}

  /** In quotation marks; a newline begins a new line of a label. */
  public static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
