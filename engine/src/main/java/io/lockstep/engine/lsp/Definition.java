package io.lockstep.engine.lsp;

/**
 * Something that a text defines, as found without parsing.
 *
 * @param word the statement that defines it: {@code node}, {@code let}
 * @param name without indices; empty for a {@code use} without a name
 * @param nameStart offset of the name
 * @param start offset of the statement
 * @param end offset behind the statement with its block
 * @param topology the topology in whose body it stands, or empty
 * @param detail what stands behind the name, on one line: a protocol, a value, a topology
 */
record Definition(
    String word, String name, int nameStart, int start, int end, String topology, String detail) {
  /** The topology that a {@code use} makes. */
  String made() {
    int end = 0;
    while (end < detail.length() && Character.isJavaIdentifierPart(detail.charAt(end))) {
      end++;
    }
    return detail.substring(0, end);
  }

  int nameEnd() {
    return nameStart + name.length();
  }
}
