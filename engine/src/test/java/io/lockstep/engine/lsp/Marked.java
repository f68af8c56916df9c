package io.lockstep.engine.lsp;

import org.eclipse.lsp4j.Position;

/** A text with its cursor, written as {@code |}. */
record Marked(String text, int offset) {
  static Marked of(String marked) {
    int at = marked.indexOf('|');
    return new Marked(marked.substring(0, at) + marked.substring(at + 1), at);
  }

  Position position() {
    return new LineMap(text).position(offset);
  }
}
