package io.lockstep.engine.sim;

import io.lockstep.engine.graph.Event;
import io.lockstep.engine.graph.EventGraph;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows when blocks and activities are to begin: puts those with a time into the event queue at
 * once, those that wait for activities when the last of these has ended, and those that wait for a
 * condition at the end of the first virtual instant after which it holds.
 */
final class Timeline {
  /** Something that waits for activities. */
  private static final class Waiter {
    final long payload;
    final long delay;
    int missing;

    Waiter(long payload, long delay, int missing) {
      this.payload = payload;
      this.delay = delay;
      this.missing = missing;
    }
  }

  private final Clock clock;
  private final EventQueue queue;

  /** By activity. */
  private final List<List<Waiter>> waiters = new ArrayList<>();

  private final ConditionWatch conditions;

  Timeline(ScenarioCase scenario, Clock clock, EventQueue queue, ConditionWatch conditions) {
    this.clock = clock;
    this.queue = queue;
    this.conditions = conditions;
    scenario.activities().forEach(activity -> waiters.add(new ArrayList<>()));
    for (Event event : EventGraph.of(scenario).ordered()) {
      schedule(event);
    }
  }

  private void schedule(Event event) {
    long kind =
        switch (event.kind()) {
          case ACTION -> Simulation.BLOCK;
          case START -> Simulation.START;
          case CHECK -> Simulation.CHECK;
        };
    long payload = kind | event.index();
    if (event.when() instanceof When.At at) {
      push(clock.base + at.timeNs(), payload);
    } else if (event.when() instanceof When.After after) {
      Waiter waiter = new Waiter(payload, after.delayNs(), after.activities().size());
      for (int activity : after.activities()) {
        waiters.get(activity).add(waiter);
      }
    } else if (event.when() instanceof When.Once once) {
      conditions.add(once.condition(), payload);
    }
  }

  private void push(long time, long payload) {
    queue.push(time, clock.nextSequence(), payload);
  }

  /** An activity has ended. */
  void ended(int activity) {
    for (Waiter waiter : waiters.get(activity)) {
      waiter.missing--;
      if (waiter.missing == 0) {
        push(clock.now + waiter.delay, waiter.payload);
      }
    }
  }

  /** A time at which an activity wants to be woken. */
  void wakeAt(long scenarioTime, int activity) {
    push(clock.base + scenarioTime, Simulation.WAKE | activity);
  }

  /** An instant is over: what conditions have been waiting for happens at it. */
  boolean instantIsOver() {
    List<Long> due = conditions.due();
    for (long payload : due) {
      push(clock.now, payload);
    }
    return !due.isEmpty();
  }
}
