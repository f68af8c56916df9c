package io.lockstep.grammar.generate;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Random choices from a seed (SplitMix64): the same everywhere and for ever. */
final class Dice {
  /** Generated trees have no place in any source. */
  static final Span NOWHERE = new Span(new SourceText("generated", ""), 0, 0);

  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  /** From 0 to less than the bound. */
  int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  boolean oneIn(int n) {
    return below(n) == 0;
  }

  <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[below(choices.length)];
  }

  @SafeVarargs
  final <T> T call(Supplier<? extends T>... choices) {
    return choices[below(choices.length)].get();
  }

  <T> Optional<T> maybe(Supplier<? extends T> value) {
    return oneIn(2) ? Optional.of(value.get()) : Optional.empty();
  }

  <T> ImmutableList<T> some(int least, int most, Supplier<? extends T> value) {
    ImmutableList.Builder<T> list = ImmutableList.builder();
    int count = least + below(most - least + 1);
    for (int i = 0; i < count; i++) {
      list.add(value.get());
    }
    return list.build();
  }
}
