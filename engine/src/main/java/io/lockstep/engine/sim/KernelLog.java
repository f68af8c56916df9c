package io.lockstep.engine.sim;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text that a kernel prints. */
final class KernelLog {
  private static final Pattern STAMP = Pattern.compile("(?m)^\\[ *(\\d+)\\.(\\d{6})\\]");
  private static final long MICROSECONDS = 1_000_000L;

  private KernelLog() {}

  /**
   * Makes time stamps count from the start of the scenario; what was printed before gets a negative
   * one.
   *
   * @param base the kernel's own time of that start in nanoseconds
   */
  static String shift(String log, long base) {
    Matcher matcher = STAMP.matcher(log);
    StringBuilder result = new StringBuilder(log.length() + 1024);
    while (matcher.find()) {
      long stamp =
          Long.parseLong(matcher.group(1)) * MICROSECONDS + Long.parseLong(matcher.group(2));
      long shifted = stamp - Math.floorDiv(base, 1000L);
      String sign = shifted < 0 ? "-" : "";
      long size = Math.abs(shifted);
      String seconds = sign + size / MICROSECONDS;
      String fraction = String.valueOf(MICROSECONDS + size % MICROSECONDS).substring(1);
      matcher.appendReplacement(result, "[" + " ".repeat(Math.max(0, 5 - seconds.length()))
          + seconds + "." + fraction + "]");
    }
    return matcher.appendTail(result).toString();
  }
}
