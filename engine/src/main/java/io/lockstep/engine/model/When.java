package io.lockstep.engine.model;

import com.google.common.collect.ImmutableSortedSet;

/** What lets a block of actions or an activity begin. */
public sealed interface When {
  /** A virtual time, in nanoseconds. */
  record At(long timeNs) implements When {}

  /**
   * The end (completed, failed or stopped) of all these activities.
   *
   * @param delayNs virtual time to wait from then on
   */
  record After(ImmutableSortedSet<Integer> activities, long delayNs) implements When {}

  /** The first moment at which a condition holds. */
  record Once(Condition condition) implements When {}

  /** Only an action {@code start}: of activities. */
  record OnDemand() implements When {}
}
