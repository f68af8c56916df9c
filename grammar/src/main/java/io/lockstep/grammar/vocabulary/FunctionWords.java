package io.lockstep.grammar.vocabulary;

import com.google.common.collect.ImmutableList;

/** The functions of expressions. */
final class FunctionWords {
  private static final ImmutableList<FunctionWord> ALL =
      ImmutableList.of(
          early("min", "min(a, b…)", "The least of its arguments, or of a list."),
          early("max", "max(a, b…)", "The greatest of its arguments, or of a list."),
          early("abs", "abs(a)", "The value without its sign."),
          early("floor", "floor(a)", "Rounded down to a whole number."),
          early("ceil", "ceil(a)", "Rounded up to a whole number."),
          early("round", "round(a)", "Rounded to the nearest whole number."),
          early("mod", "mod(a, b)", "The remainder of a divided by b."),
          early("div", "div(a, b)", "The whole part of a divided by b."),
          early("pow", "pow(a, b)", "a to the power of b."),
          early("len", "len(list)", "How many elements a list or a group has."),
          early("hex", "hex(n)", "A whole number in hexadecimal digits."),
          early("if", "if(c, a, b)", "a if c is true, otherwise b."),
          early("address", "address(PREFIX, n)", "The n-th address of a prefix, without a length."),
          early("host", "host(PREFIX, n)",
              "The n-th address of a prefix, with its length: usable as an interface address."),
          early("subnet", "subnet(PREFIX, length, n)",
              "The n-th prefix of a greater length within a prefix."),
          new FunctionWord("sum", "sum(p[*].lost)", "The sum over a list of metrics.", false),
          new FunctionWord("avg", "avg(p[*].rtt.avg)", "The mean over a list of metrics.", false),
          new FunctionWord(
              "count", "count(p[*]), count(packet on LINK where FILTER)", "How many there are.",
              false),
          new FunctionWord(
              "first", "first(packet on LINK where FILTER)",
              "When the first of these packets was sent.", false),
          new FunctionWord(
              "last", "last(packet on LINK where FILTER)",
              "When the last of these packets was sent.", false),
          new FunctionWord(
              "bytes", "bytes(\"de ad be ef\")",
              "Bytes by their hexadecimal digits, in filters and packets.", false),
          new FunctionWord("mean", "mean(f.cwnd[, FROM, TO])",
              "The mean over time; each value counts for as long as it lasted.", false),
          new FunctionWord("percentile", "percentile(p, f.srtt[, FROM, TO])",
              "What a value did not exceed in p percent of the time.", false),
          new FunctionWord("lowest", "lowest(f.cwnd[, FROM, TO])", "The least over time.", false),
          new FunctionWord("highest", "highest(f.cwnd[, FROM, TO])", "The greatest over time.",
              false));

  private FunctionWords() {}

  static ImmutableList<FunctionWord> all() {
    return ALL;
  }

  private static FunctionWord early(String name, String syntax, String doc) {
    return new FunctionWord(name, syntax, doc, true);
  }
}
