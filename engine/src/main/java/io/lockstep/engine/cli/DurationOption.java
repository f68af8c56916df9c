package io.lockstep.engine.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times on the command line, written as in scenarios. */
final class DurationOption {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|min|h)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "min", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private DurationOption() {}

  static long nanoseconds(String option, String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new Refusal(
          "expected a time such as 5s or 200ms for " + option + ", found \"" + text + "\"");
    }
    return new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(UNITS.get(m.group(2)))).longValue();
  }
}
