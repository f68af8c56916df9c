package io.lockstep.grammar.yaml;

import com.google.common.collect.ImmutableSet;
import java.util.stream.Collectors;

/** Writes texts as scalars: plain if they are read back the same, else between quotes. */
final class YamlScalar {
  private static final ImmutableSet<String> SPECIAL =
      ImmutableSet.of("", "~", "null", "Null", "NULL", "<<", "=");
  private static final String NOT_FIRST = "-?:,[]{}#&*!|>'\"%@`";
  private static final String NOT_IN_FLOW = ",[]{}?";

  /** Deeper than any key on the line that a scalar begins on. */
  private static final String LITERAL_INDENT = "      ";

  private YamlScalar() {}

  /** For a block, or for the inside of brackets and braces. */
  static String write(String text, boolean flow) {
    if (!text.codePoints().allMatch(YamlScalar::isPrintable)) {
      return escaped(text);
    }
    return isPlain(text, flow) ? text : "'" + text.replace("'", "''") + "'";
  }

  /**
   * For a block; several lines stand as they are.
   *
   * @param commented whether a comment follows, which could not stand behind such lines
   */
  static String writeLines(String text, boolean commented) {
    if (!commented && isLiteral(text)) {
      return "|-\n"
          + text.lines()
              .map(line -> line.isEmpty() ? line : LITERAL_INDENT + line)
              .collect(Collectors.joining("\n"));
    }
    return write(text, false);
  }

  /** Whether it has several lines that can stand as they are. */
  private static boolean isLiteral(String text) {
    return text.indexOf('\n') > 0
        && !text.endsWith("\n")
        && text.charAt(0) != ' '
        && text.lines().noneMatch(line -> line.isBlank() && !line.isEmpty())
        && text.codePoints().allMatch(c -> c == '\n' || isPrintable(c));
  }

  private static boolean isPlain(String text, boolean flow) {
    return !SPECIAL.contains(text)
        && NOT_FIRST.indexOf(text.charAt(0)) < 0
        && text.strip().equals(text)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.endsWith(":")
        && (!flow || text.chars().noneMatch(c -> NOT_IN_FLOW.indexOf(c) >= 0));
  }

  private static boolean isPrintable(int c) {
    return c >= ' ' && c < 0x7F
        || c > 0xA0 && c < 0xD800 && c != 0x2028 && c != 0x2029
        || c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF
        || c >= 0x10000;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (isPrintable(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format("\\u%04X", c));
              }
            });
    return out.append('"').toString();
  }
}
