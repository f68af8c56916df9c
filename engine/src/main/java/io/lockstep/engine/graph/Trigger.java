package io.lockstep.engine.graph;

import com.google.common.collect.ImmutableSortedSet;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.When;

/** What makes an event happen. */
public sealed interface Trigger extends Comparable<Trigger> {
  /** The earliest virtual time at which the event can happen, as far as it alone tells, in ns. */
  long earliestNs();

  @Override
  default int compareTo(Trigger other) {
    return Long.compare(earliestNs(), other.earliestNs());
  }

  /** The trigger of a block or of an activity's start. */
  static Trigger of(When when) {
    if (when instanceof When.At at) {
      return new At(at.timeNs());
    } else if (when instanceof When.After after) {
      return new After(after.activities(), after.delayNs());
    } else if (when instanceof When.Once once) {
      return new Once(once.condition());
    }
    return new OnDemand();
  }

  /** A fixed virtual time. */
  record At(long timeNs) implements Trigger {
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

  /** So many nanoseconds after the end of the last of these activities. */
  record After(ImmutableSortedSet<Integer> activities, long delayNs) implements Trigger {
    @Override
    public long earliestNs() {
      return delayNs;
    }
  }

  /** The first moment at which a condition holds. */
  record Once(Condition condition) implements Trigger {
    @Override
    public long earliestNs() {
      return 0;
    }
  }

  /** An action of a block. */
  record OnDemand() implements Trigger {
    @Override
    public long earliestNs() {
      return 0;
    }
  }

  /** The end of the run, whenever that is; after everything else. */
  record AtEnd() implements Trigger {
    @Override
    public long earliestNs() {
      return Long.MAX_VALUE;
    }
  }
}
