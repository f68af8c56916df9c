package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeds, written as {@code 7}, {@code 1..20} or several of these with commas. */
public final class Seeds {
  private static final Pattern ONE = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");
  private static final int MOST = 100_000;

  private Seeds() {}

  /**
   * Reads them.
   *
   * @throws SuiteException if the text is something else
   */
  public static ImmutableList<Long> parse(String text) {
    Set<Long> seeds = new LinkedHashSet<>();
    for (String part : text.split(",")) {
      Matcher matcher = ONE.matcher(part.strip());
      if (!matcher.matches()) {
        throw new SuiteException(
            "expected seeds such as 7 or 1..20 or 1,5,9, found \"" + text + "\"");
      }
      long first = Long.parseLong(matcher.group(1));
      long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
      if (last < first || last - first >= MOST || seeds.size() > MOST) {
        throw new SuiteException(
            "expected a range of 1 to " + MOST + " seeds, found \"" + part.strip() + "\"");
      }
      for (long seed = first; seed <= last; seed++) {
        seeds.add(seed);
      }
    }
    return ImmutableList.copyOf(seeds);
  }
}
