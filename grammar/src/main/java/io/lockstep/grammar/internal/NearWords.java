package io.lockstep.grammar.internal;

import io.lockstep.grammar.Suggestions;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the word of the language that was meant. Many are equally near to a typo: then the one of
 * which letters were forgotten or swapped is likelier than one with other letters.
 */
final class NearWords {
  private static final int SHORTEST_BEGINNING = 3;

  private NearWords() {}

  /** As {@link Suggestions#nearest}; failing that, the word of which this is the beginning. */
  static Optional<String> nearest(String word, Collection<String> candidates) {
    return Suggestions.nearest(word, candidates)
        .map(near -> likeliest(word, near, candidates))
        .or(() -> abbreviated(word, candidates));
  }

  /** The only candidate that begins with the word. */
  private static Optional<String> abbreviated(String word, Collection<String> candidates) {
    List<String> longer =
        candidates.stream().filter(other -> other.startsWith(word)).distinct().toList();
    return word.length() >= SHORTEST_BEGINNING && longer.size() == 1
        ? Optional.of(longer.get(0))
        : Optional.empty();
  }

  /** As {@link Suggestions#didYouMean}. */
  static String didYouMean(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  private static String likeliest(String word, String near, Collection<String> candidates) {
    String typo = lower(word);
    if (isLikely(typo, lower(near))) {
      return near;
    }
    int distance = Suggestions.distance(typo, lower(near));
    return candidates.stream()
        .filter(other -> isLikely(typo, lower(other)))
        .filter(other -> Suggestions.distance(typo, lower(other)) == distance)
        .findFirst()
        .orElse(near);
  }

  private static boolean isLikely(String typo, String candidate) {
    return lacksLetters(typo, candidate) || Arrays.equals(letters(typo), letters(candidate));
  }

  /** Whether the word is the candidate without some of its letters. */
  private static boolean lacksLetters(String word, String candidate) {
    int at = 0;
    for (int i = 0; i < candidate.length() && at < word.length(); i++) {
      at += candidate.charAt(i) == word.charAt(at) ? 1 : 0;
    }
    return at == word.length();
  }

  private static int[] letters(String word) {
    return word.chars().sorted().toArray();
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
