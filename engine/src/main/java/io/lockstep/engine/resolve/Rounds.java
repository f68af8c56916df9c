package io.lockstep.engine.resolve;

import io.lockstep.grammar.ast.Statement;

/**
 * How often a block of the timeline happens.
 *
 * @param isRepeated whether it belongs to an {@code every}
 */
record Rounds(int count, boolean isRepeated) {
  /** More nobody can mean. */
  static final int MOST = 100_000;

  /** The rounds of a block; one if there is a mistake, which is found when the block is resolved. */
  static Rounds guessed(Plan.Block block, Context context) {
    if (!(block.statement() instanceof Statement.Every every)) {
      return new Rounds(1, false);
    }
    try {
      return new Rounds((int) Math.min(MOST, count(every, block.scope(), context)), true);
    } catch (Mistake e) {
      return new Rounds(1, true);
    }
  }

  private static long count(Statement.Every every, Scope scope, Context context) {
    long interval = context.evaluator().timeNs(every.interval(), scope);
    long from =
        every.from().map(time -> context.evaluator().timeNs(time, scope)).orElse(0L);
    long rounds = Long.MAX_VALUE;
    if (every.times().isPresent()) {
      rounds = context.evaluator().integer(every.times().get(), scope, "a count", 1, MOST);
    }
    if (every.to().isPresent() && interval > 0) {
      long to = context.evaluator().timeNs(every.to().get(), scope);
      rounds = Math.min(rounds, Math.max(0, to - from) / interval + 1);
    }
    return rounds == Long.MAX_VALUE ? 1 : rounds;
  }
}
