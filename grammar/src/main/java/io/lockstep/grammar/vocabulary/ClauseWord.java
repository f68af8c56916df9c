package io.lockstep.grammar.vocabulary;

import com.google.common.collect.ImmutableSet;

/**
 * A word with a meaning within a line that another word opens: {@code via} in {@code route}.
 *
 * @param word as written
 * @param statements the words that open lines in which it may stand; empty for any line with an
 *     expression
 * @param doc a sentence or two
 */
public record ClauseWord(String word, ImmutableSet<String> statements, String doc) {
  static ClauseWord of(String word, String doc, String... statements) {
    return new ClauseWord(word, ImmutableSet.copyOf(statements), doc);
  }

  /** Whether it may stand in a line that begins so. */
  public boolean standsIn(String statement) {
    return statements.isEmpty() || statements.contains(statement);
  }
}
