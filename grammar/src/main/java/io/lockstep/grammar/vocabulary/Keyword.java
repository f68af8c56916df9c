package io.lockstep.grammar.vocabulary;

import com.google.common.collect.ImmutableSet;

/**
 * A word that opens a line of a scenario.
 *
 * @param word as written
 * @param places where such a line may stand
 * @param syntax the line's form; what is to be filled in is in capitals, what may be left out in
 *     brackets
 * @param doc a few sentences: the meaning, units, ranges and defaults
 * @param snippet what an editor inserts for it, with {@code ${1:placeholders}}; empty for the word
 *     and a blank
 */
public record Keyword(
    String word, ImmutableSet<Place> places, String syntax, String doc, String snippet) {

  static Keyword of(String word, ImmutableSet<Place> places, String syntax, String doc) {
    return new Keyword(word, places, syntax, doc, "");
  }

  Keyword snippet(String text) {
    return new Keyword(word, places, syntax, doc, text);
  }
}
