package io.lockstep.libos.build;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which lines of a C file are meant for a kernel version; other conditions are left alone. */
final class VersionLines {
  private static final Pattern CONDITION =
      Pattern.compile(
          "#\\s*if\\s+LINUX_VERSION_CODE\\s*(<|<=|>|>=)\\s*"
              + "KERNEL_VERSION\\((\\d+),\\s*(\\d+),\\s*(\\d+)\\)");
  private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

  private VersionLines() {}

  /** A version such as 6.12.117 as one number that can be compared; 0 if it is none. */
  static int code(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.find()
        ? code(matcher.group(1), matcher.group(2), matcher.group(3) == null ? "0" : matcher.group(3))
        : 0;
  }

  private static int code(String major, String minor, String patch) {
    return (Integer.parseInt(major) << 20)
        + (Integer.parseInt(minor) << 10)
        + Math.min(Integer.parseInt(patch), 1023);
  }

  /** The text with lines for other versions left empty, so that all keep their numbers. */
  static String active(String text, int version) {
    StringBuilder out = new StringBuilder(text.length());
    // For each condition that is open: true, false, or null if it is not about versions.
    Deque<String> open = new ArrayDeque<>();
    for (String line : text.split("\n", -1)) {
      String bare = line.strip();
      Matcher condition = CONDITION.matcher(bare);
      if (condition.find()) {
        open.push(Boolean.toString(holds(condition, version)));
      } else if (bare.matches("#\\s*if.*")) {
        open.push("other");
      } else if (bare.matches("#\\s*else\\b.*") && !open.isEmpty()) {
        String now = open.pop();
        open.push(now.equals("other") ? now : Boolean.toString(now.equals("false")));
      } else if (bare.matches("#\\s*endif\\b.*") && !open.isEmpty()) {
        open.pop();
      }
      out.append(open.contains("false") ? "" : line).append('\n');
    }
    return out.substring(0, out.length() - 1);
  }

  private static boolean holds(Matcher condition, int version) {
    int other = code(condition.group(2), condition.group(3), condition.group(4));
    return switch (condition.group(1)) {
      case "<" -> version < other;
      case "<=" -> version <= other;
      case ">" -> version > other;
      default -> version >= other;
    };
  }
}
