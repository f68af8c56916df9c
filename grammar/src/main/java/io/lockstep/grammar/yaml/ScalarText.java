package io.lockstep.grammar.yaml;

import java.util.Arrays;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The text of a scalar, and where its characters stand.
 *
 * @param value whatever its tag: {@code on} is the text "on"
 * @param origins offset of each character in the source, and of the end; all the same if the scalar
 *     stands on several lines
 */
record ScalarText(String value, int[] origins) {
  static ScalarText of(ScalarNode node, YamlSource source) {
    String value = node.getValue();
    String text = source.text().text();
    int start = source.start(node);
    int end = source.end(node);
    int[] origins = null;
    switch (node.getScalarStyle()) {
      case PLAIN -> {
        int first = end - value.length();
        if (first >= start && text.startsWith(value, first)) {
          origins = new int[value.length() + 1];
          Arrays.setAll(origins, i -> first + i);
        }
      }
      case SINGLE_QUOTED, DOUBLE_QUOTED -> origins = quoted(value, text, start, end);
      default -> {}
    }
    if (origins == null) {
      origins = new int[value.length() + 1];
      Arrays.fill(origins, start);
    }
    return new ScalarText(value, origins);
  }

  /** Null if the scalar cannot be followed character by character. */
  private static int[] quoted(String value, String text, int start, int end) {
    int at = start;
    while (at < end && text.charAt(at) != '\'' && text.charAt(at) != '"') {
      at++;
    }
    if (at >= end) {
      return null;
    }
    boolean twice = text.charAt(at) == '"';
    int[] origins = new int[value.length() + 1];
    at++;
    for (int i = 0; i < value.length(); i++) {
      if (at >= end - 1 || text.charAt(at) == '\n' || text.charAt(at) == '\r') {
        return null;
      }
      origins[i] = at;
      if (twice && text.charAt(at) == '\\') {
        int length = escapeLength(text.charAt(at + 1));
        boolean pair = Character.isHighSurrogate(value.charAt(i)) && length == 10;
        if (pair && i + 1 < value.length()) {
          origins[++i] = at;
        }
        at += length;
      } else {
        at += !twice && text.charAt(at) == '\'' ? 2 : 1;
      }
    }
    origins[value.length()] = Math.min(at, end);
    return at == end - 1 ? origins : null;
  }

  private static int escapeLength(char kind) {
    return switch (kind) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  int start() {
    return origins[0];
  }

  int end() {
    return origins[value.length()];
  }
}
