package io.lockstep.engine.report;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names made fit for files: letters, digits and {@code . _ - = , +} only. */
final class FileNames {
  private static final CharMatcher SAFE =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("._-=,+"));
  private static final int LONGEST = 120;

  private FileNames() {}

  /** {@code r[3]} becomes {@code r-3}. */
  static String safe(String name) {
    String text = SAFE.negate().trimAndCollapseFrom(name, '-');
    if (text.length() > LONGEST) {
      text = text.substring(0, LONGEST);
    }
    if (text.startsWith(".")) {
      text = "_" + text;
    }
    return text.isEmpty() ? "_" : text;
  }

  /** The same for several names at once: no two become equal, even where case does not count. */
  static ImmutableList<String> safe(List<String> names) {
    Set<String> taken = new HashSet<>();
    ImmutableList.Builder<String> all = ImmutableList.builder();
    for (String name : names) {
      String base = safe(name);
      String unique = base;
      for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
        unique = base + "+" + i;
      }
      all.add(unique);
    }
    return all.build();
  }
}
