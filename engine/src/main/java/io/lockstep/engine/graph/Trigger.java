package io.lockstep.engine.graph;

/** What makes an event happen. */
public sealed interface Trigger extends Comparable<Trigger> {
  /** The earliest virtual time at which the event can happen, in nanoseconds. */
  long earliestNs();

  @Override
  default int compareTo(Trigger other) {
    return Long.compare(earliestNs(), other.earliestNs());
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

  /** The end of the run, whenever that is; after everything else. */
  record AtEnd() implements Trigger {
    @Override
    public long earliestNs() {
      return Long.MAX_VALUE;
    }
  }
}
