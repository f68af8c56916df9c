package io.lockstep.grammar.vocabulary;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;

/**
 * An option: a word followed by a value.
 *
 * @param name as written in a scenario
 * @param type of its value
 * @param words for {@link OptionType#WORD} all that may stand there; for another type words that
 *     may stand there instead of such a value ({@code ttl inherit})
 * @param min the least value, in the base unit of the type (nanoseconds, bytes, bit/s, a plain
 *     number; for a share in percent); of each element if there are several
 * @param max the greatest value, likewise
 * @param required whether it must be given
 * @param doc one sentence, without markup
 */
public record OptionWord(
    String name,
    OptionType type,
    ImmutableList<String> words,
    long min,
    long max,
    boolean required,
    String doc) {
  private static final long U32 = 0xffffffffL;
  private static final long SECOND = 1_000_000_000L;

  /** Checks that the type and the words fit. */
  public OptionWord {
    Preconditions.checkArgument(type != OptionType.WORD || !words.isEmpty(), name);
  }

  /** With words that may stand instead of a value of the type. */
  OptionWord or(String... alternatives) {
    return new OptionWord(
        name, type, ImmutableList.copyOf(alternatives), min, max, required, doc);
  }

  OptionWord mandatory() {
    return new OptionWord(name, type, words, min, max, true, doc);
  }

  /** For messages: what is expected as a value. */
  public String expected() {
    String any = words.isEmpty() ? "" : alternatives();
    if (type == OptionType.WORD) {
      return any;
    }
    String range =
        type == OptionType.NUMBER && max != Long.MAX_VALUE ? " from " + min + " to " + max : "";
    return type.phrase() + range + (any.isEmpty() ? "" : " or " + any);
  }

  private String alternatives() {
    if (words.size() == 1) {
      return words.get(0);
    }
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  static OptionWord number(String name, long min, long max, String doc) {
    return of(name, OptionType.NUMBER, min, max, doc);
  }

  static OptionWord flag(String name, String doc) {
    return of(name, OptionType.FLAG, 0, 1, doc);
  }

  /** A duration of up to an hour. */
  static OptionWord time(String name, String doc) {
    return of(name, OptionType.TIME, 0, 3600 * SECOND, doc);
  }

  static OptionWord size(String name, String doc) {
    return of(name, OptionType.SIZE, 0, U32, doc);
  }

  /** A rate of up to 8 Tbit/s. */
  static OptionWord rate(String name, String doc) {
    return of(name, OptionType.RATE, 8, 8_000_000_000_000L, doc);
  }

  static OptionWord share(String name, String doc) {
    return of(name, OptionType.SHARE, 0, 100, doc);
  }

  static OptionWord packets(String name, String doc) {
    return of(name, OptionType.PACKETS, 0, U32, doc);
  }

  static OptionWord address(String name, String doc) {
    return of(name, OptionType.ADDRESS, 0, 0, doc);
  }

  static OptionWord netdev(String name, String doc) {
    return of(name, OptionType.NETDEV, 0, 0, doc);
  }

  static OptionWord word(String name, String doc, String... words) {
    return new OptionWord(
        name, OptionType.WORD, ImmutableList.copyOf(words), 0, 0, false, doc);
  }

  static OptionWord of(String name, OptionType type, long min, long max, String doc) {
    return new OptionWord(name, type, ImmutableList.of(), min, max, false, doc);
  }
}
