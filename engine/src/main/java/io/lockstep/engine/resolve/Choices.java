package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/** Which value each parameter has; steps through all combinations, the last one varying fastest. */
final class Choices {
  private final List<Integer> picks;
  private final List<Integer> counts = new ArrayList<>();
  private int place;

  private Choices(List<Integer> picks) {
    this.picks = new ArrayList<>(picks);
  }

  /** The first value of each. */
  static Choices first() {
    return new Choices(ImmutableList.of());
  }

  /** Those of {@link #picks}. */
  static Choices of(List<Integer> picks) {
    return new Choices(picks);
  }

  /** Which of so many values the next parameter has, from 0. */
  int next(int count) {
    if (place == picks.size()) {
      picks.add(0);
    }
    while (counts.size() <= place) {
      counts.add(count);
    }
    counts.set(place, count);
    int pick = picks.get(place++);
    return Math.min(pick, count - 1);
  }

  /** What was chosen since the start, to be repeated. */
  ImmutableList<Integer> picks() {
    return ImmutableList.copyOf(picks.subList(0, place));
  }

  /** The next combination of those parameters that have been asked for; false behind the last. */
  boolean advance() {
    picks.subList(place, picks.size()).clear();
    for (int last = place - 1; last >= 0; last--) {
      if (picks.get(last) + 1 < counts.get(last)) {
        picks.set(last, picks.get(last) + 1);
        place = 0;
        return true;
      }
      picks.remove(last);
    }
    return false;
  }
}
