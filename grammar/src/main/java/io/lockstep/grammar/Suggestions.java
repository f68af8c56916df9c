package io.lockstep.grammar;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped word was probably meant to be. */
public final class Suggestions {
  private Suggestions() {}

  /**
   * The candidate nearest to a word, if one is near enough: a third of its letters may differ (at
   * least one; a swap of neighbours counts once, letter case does not count). Of equally near ones
   * the first.
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int limit = Math.max(1, Math.max(word.length(), candidate.length()) / 3);
      if (Math.abs(word.length() - candidate.length()) > limit) {
        continue;
      }
      int distance = 2 * distance(lower(word), lower(candidate));
      if (distance > 2 * limit || distance / 2 >= Math.max(word.length(), candidate.length())) {
        continue;
      }
      if (!sameLetter(word, candidate)) {
        distance++;
      }
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code "; did you mean 'node'?"}, or nothing: to be put behind a message. */
  public static String didYouMean(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /**
   * How many letters must be inserted, removed, replaced or swapped with their neighbour to turn
   * one word into the other (optimal string alignment).
   */
  public static int distance(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[to.length()];
  }

  private static boolean sameLetter(String word, String candidate) {
    return !word.isEmpty() && !candidate.isEmpty() && word.charAt(0) == candidate.charAt(0);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
