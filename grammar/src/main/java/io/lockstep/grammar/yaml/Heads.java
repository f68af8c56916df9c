package io.lockstep.grammar.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that the text of a scalar is a piece of one statement, and nothing that would begin or end
 * a block, a line or a comment.
 */
final class Heads {
  private static final Pattern UNFINISHED =
      Pattern.compile("(?:->|--|==|<=|>=|!=|\\.\\.|[-+/=,<>]|\\b(?:and|or|not))$");

  /** Opens and closes a text of several lines. */
  private static final String BLOCK = "\"\"\"";

  private final YamlProblems problems;

  Heads(YamlProblems problems) {
    this.problems = problems;
  }

  /** Whether it is; if not, the reason has been reported. */
  boolean check(ScalarText scalar, boolean raw) {
    String text = scalar.value();
    int brackets = 0;
    int open = -1;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int from = at;
      if (c == '"') {
        at = behindText(text, at);
        if (at < 0) {
          report(scalar, from, text.length(), "this text lacks its closing '\"'");
          return false;
        }
      } else if (text.startsWith("${", at)) {
        at = behindInterpolation(text, at);
        if (at < 0) {
          report(scalar, from, text.length(), "'${' lacks its closing '}'");
          return false;
        }
      } else if ("{};#".indexOf(c) >= 0) {
        report(scalar, at, at + 1, "unexpected '" + c + "'" + advice(c));
        return false;
      } else {
        open = brackets == 0 && (c == '(' || c == '[') ? at : open;
        brackets += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        at++;
      }
    }
    if (brackets > 0 && !raw) {
      String closing = text.charAt(open) == '(' ? ")" : "]";
      report(
          scalar,
          open,
          open + 1,
          "the '" + text.charAt(open) + "' is not closed; expected '" + closing + "'");
      return false;
    }
    Matcher unfinished = UNFINISHED.matcher(text.stripTrailing());
    if (!raw && unfinished.find()) {
      report(
          scalar,
          unfinished.start(),
          unfinished.end(),
          "expected a value behind '" + unfinished.group() + "'");
      return false;
    }
    return true;
  }

  private static String advice(char c) {
    return switch (c) {
      case '{', '}' -> "; a block stands in a key of its own";
      case ';' -> "; each statement and setting stands in a mapping of its own";
      default -> "";
    };
  }

  private void report(ScalarText scalar, int from, int to, String message) {
    problems.error("unexpected-token", scalar.origins()[from], scalar.origins()[to], message);
  }

  /** Behind the closing quote; -1 if there is none. */
  private static int behindText(String text, int quote) {
    if (text.startsWith(BLOCK, quote)) {
      return behindBlock(text, quote + BLOCK.length());
    }
    int at = quote + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at < text.length() ? at + 1 : -1;
  }

  private static int behindBlock(String text, int from) {
    int at = from;
    while (at < text.length() && !text.startsWith(BLOCK, at)) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at < text.length() ? at + BLOCK.length() : -1;
  }

  /** The same with blanks for line ends, except in texts of several lines. */
  static String onOneLine(String text) {
    StringBuilder line = new StringBuilder(text);
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = c == '"' && text.startsWith(BLOCK, at) ? behindText(text, at) : -1;
      if (end < 0 && (c == '\n' || c == '\r')) {
        line.setCharAt(at, ' ');
      }
      at = end < 0 ? at + 1 : end;
    }
    return line.toString();
  }

  /** Behind the closing brace; -1 if there is none. */
  static int behindInterpolation(String text, int dollar) {
    int close = text.indexOf('}', dollar);
    return close < 0 ? -1 : close + 1;
  }
}
