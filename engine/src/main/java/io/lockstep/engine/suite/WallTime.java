package io.lockstep.engine.suite;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Limits of wall time, in whole seconds: {@code 90s}, {@code 5min}, {@code 1h}. */
public final class WallTime {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})(s|min|h)");

  private WallTime() {}

  /**
   * Reads one.
   *
   * @throws SuiteException if the text is something else
   */
  public static long seconds(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new SuiteException("expected a time such as 90s or 5min, found \"" + text + "\"");
    }
    long unit = switch (matcher.group(2)) {
      case "s" -> 1;
      case "min" -> 60;
      default -> 3600;
    };
    return Long.parseLong(matcher.group(1)) * unit;
  }
}
