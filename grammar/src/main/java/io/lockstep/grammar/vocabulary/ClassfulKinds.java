package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.OptionWord.number;
import static io.lockstep.grammar.vocabulary.OptionWord.packets;
import static io.lockstep.grammar.vocabulary.OptionWord.rate;
import static io.lockstep.grammar.vocabulary.OptionWord.size;
import static io.lockstep.grammar.vocabulary.OptionWord.time;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.vocabulary.QdiscKind.Content;

/** The queueing disciplines with classes. */
final class ClassfulKinds {
  private static final long U32 = 0xffffffffL;

  private static final OptionWord DEFAULT =
      number("default", 0, 65535, "Class of packets that no match leads elsewhere.");
  private static final OptionWord PRIOMAP =
      OptionWord.of(
          "priomap", OptionType.NUMBERS, 0, 15, "Band, from 0, of each of the 16 priorities.");

  private ClassfulKinds() {}

  static ImmutableList<QdiscKind> all() {
    return ImmutableList.of(htb(), hfsc(), prio(), ets(), drr(), qfq());
  }

  private static QdiscKind htb() {
    return QdiscKind.of(
            "htb",
            "Hierarchical token buckets: classes with a rate of their own that lend the rest.",
            Content.TREE,
            DEFAULT,
            number("r2q", 1, U32, "The quantum of a class is its rate divided by this."),
            packets("direct_qlen", "Packets that no class takes at most."))
        .classes(
            rate("rate", "The rate that it always gets.").mandatory(),
            rate("ceil", "The rate at most; as rate by default."),
            number("prio", 0, 7, "Classes with a lower number are offered the rest first."),
            size("burst", "Bytes that may be sent at full speed above rate."),
            size("cburst", "Bytes that may be sent at full speed above ceil."),
            size("quantum", "Bytes that it may send in a round."));
  }

  private static QdiscKind hfsc() {
    return QdiscKind.of(
            "hfsc",
            "Hierarchical fair service curves.",
            Content.TREE,
            DEFAULT)
        .classes(
            rate("realtime", "The rate that it always gets."),
            rate("realtime_start", "The rate at the start of a busy time."),
            time("realtime_time", "How long that start lasts."),
            rate("linkshare", "Its share of the rest, as a rate."),
            rate("linkshare_start", "The share at the start of a busy time."),
            time("linkshare_time", "How long that start lasts."),
            rate("upperlimit", "The rate at most."),
            rate("upperlimit_start", "The rate at most at the start of a busy time."),
            time("upperlimit_time", "How long that start lasts."));
  }

  private static QdiscKind prio() {
    return QdiscKind.of(
        "prio",
        "Bands (classes 1, 2, …) of which an earlier one always goes first.",
        Content.CLASSES,
        number("bands", 2, 16, "Number of bands; 3 by default."),
        PRIOMAP);
  }

  private static QdiscKind ets() {
    return QdiscKind.of(
        "ets",
        "Bands (classes 1, 2, …) of which the first are strict and the others share.",
        Content.CLASSES,
        number("bands", 1, 16, "Number of bands; as many as strict ones and quanta by default."),
        number("strict", 0, 16, "Number of strict bands."),
        OptionWord.of(
            "quanta", OptionType.SIZES, 1, U32, "Bytes of each other band in a round."),
        PRIOMAP);
  }

  private static QdiscKind drr() {
    return QdiscKind.of(
            "drr",
            "Deficit round robin. Packets that no match leads to a class are dropped.",
            Content.CLASSES)
        .classes(size("quantum", "Bytes that it may send in a round; the MTU by default."));
  }

  private static QdiscKind qfq() {
    return QdiscKind.of(
            "qfq",
            "Quick fair queueing. Packets that no match leads to a class are dropped.",
            Content.CLASSES)
        .classes(
            number("weight", 1, 1023, "Its share; 1 by default."),
            size("maxpkt", "Size of its packets at most; the MTU by default."));
  }
}
