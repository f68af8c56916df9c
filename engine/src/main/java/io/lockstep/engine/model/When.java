package io.lockstep.engine.model;

import com.google.common.collect.ImmutableSortedSet;

/** What lets a block of actions, an activity or the judgement of an expectation begin. */
public sealed interface When {
  /** The earliest virtual time at which it can happen, as far as it alone tells, in nanoseconds. */
  default long earliestNs() {
    return 0;
  }

  /** A virtual time, in nanoseconds. */
  record At(long timeNs) implements When {
    /** Refuses a time before the start of the run. */
    public At {
      if (timeNs < 0) {
        throw new IllegalArgumentException("negative time: " + timeNs);
      }
    }

    @Override
    public long earliestNs() {
      return timeNs;
    }
  }

  /**
   * The end (completed, failed or stopped) of all these activities.
   *
   * @param delayNs virtual time to wait from then on
   */
  record After(ImmutableSortedSet<Integer> activities, long delayNs) implements When {
    @Override
    public long earliestNs() {
      return delayNs;
    }
  }

  /** The first moment at which a condition holds. */
  record Once(Condition condition) implements When {}

  /** Each time that such a packet is sent. */
  record Each(Condition.PacketSeen packet) implements When {}

  /** The end of the run, whenever that is; after everything else. */
  record AtEnd() implements When {
    @Override
    public long earliestNs() {
      return Long.MAX_VALUE;
    }
  }

  /** Only an action {@code start}: of activities. */
  record OnDemand() implements When {}
}
