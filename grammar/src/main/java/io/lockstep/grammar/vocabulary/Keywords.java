package io.lockstep.grammar.vocabulary;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;

/** The words of the language with their documentation, for editors. */
public final class Keywords {
  private static final ImmutableList<Keyword> OPENERS =
      ImmutableList.<Keyword>builder()
          .addAll(DefinitionWords.all())
          .addAll(TimelineWords.all())
          .addAll(ScriptWords.all())
          .addAll(SettingWords.all())
          .addAll(NetdevWords.all())
          .addAll(PacketWords.all())
          .build();

  private Keywords() {}

  /** All words that open lines; one that means several things is there several times. */
  public static ImmutableList<Keyword> openers() {
    return OPENERS;
  }

  /** The words that open lines in a place. */
  public static ImmutableList<Keyword> in(Place place) {
    return OPENERS.stream()
        .filter(keyword -> keyword.places().contains(place))
        .collect(ImmutableList.toImmutableList());
  }

  /** What a word means that opens a line in a place. */
  public static Optional<Keyword> find(String word, Place place) {
    return in(place).stream().filter(keyword -> keyword.word().equals(word)).findFirst();
  }

  /** All meanings of a word that opens a line. */
  public static ImmutableList<Keyword> find(String word) {
    return OPENERS.stream()
        .filter(keyword -> keyword.word().equals(word))
        .collect(ImmutableList.toImmutableList());
  }

  /** All words with a meaning within lines. */
  public static ImmutableList<ClauseWord> clauses() {
    return ClauseWords.all();
  }

  /** The words with a meaning within lines that a word opens. */
  public static ImmutableList<ClauseWord> clauses(String statement) {
    return ClauseWords.all().stream()
        .filter(clause -> clause.standsIn(statement))
        .collect(ImmutableList.toImmutableList());
  }

  /** What a word means within a line; the meaning for this statement before a general one. */
  public static Optional<ClauseWord> clause(String word, String statement) {
    return clauses(statement).stream()
        .filter(clause -> clause.word().equals(word))
        .reduce((one, other) -> one.statements().isEmpty() ? other : one);
  }

  /** The functions of expressions. */
  public static ImmutableList<FunctionWord> functions() {
    return FunctionWords.all();
  }

  /** What can be asked of flows and pings. */
  public static ImmutableList<MetricWord> metrics() {
    return MetricWords.all();
  }

  /** Every word above but functions and metrics, once. */
  public static ImmutableSet<String> words() {
    ImmutableSet.Builder<String> words = ImmutableSet.builder();
    OPENERS.forEach(keyword -> words.add(keyword.word()));
    ClauseWords.all().forEach(clause -> words.add(clause.word()));
    return words.build();
  }
}
