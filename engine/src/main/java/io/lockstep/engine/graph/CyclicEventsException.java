package io.lockstep.engine.graph;

import com.google.common.collect.ImmutableList;

/** Some events of a scenario wait for each other, so that none of them can happen. */
public final class CyclicEventsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient ImmutableList<Event> events;

  CyclicEventsException(ImmutableList<Event> events) {
    super("events that wait for each other: " + events);
    this.events = events;
  }

  /** The events of a cycle: each waits for the one before it, the first one for the last. */
  public ImmutableList<Event> events() {
    return events;
  }
}
