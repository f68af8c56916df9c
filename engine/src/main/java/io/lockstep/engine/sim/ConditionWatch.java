package io.lockstep.engine.sim;

import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Mentions;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions that something waits for, and what a listener wants to look at. At the end of each virtual instant those are evaluated about
 * which something may have changed: metrics when an activity had its turn, packets when a frame was
 * sent, counters and sysctls when the kernel concerned was entered.
 */
final class ConditionWatch {
  private static final class Waiting {
    final Condition condition;
    final long payload;
    final boolean activities;
    final boolean packets;
    final int[] nodes;
    Waiting(Condition condition, long payload) {
      this.condition = condition;
      this.payload = payload;
      this.activities = !Mentions.activities(condition).isEmpty();
      this.packets = Mentions.packets(condition);
      this.nodes = Mentions.nodes(condition).stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether it has to be evaluated at instants that activities do not notice. */
    boolean needsEachStep() {
      return packets || nodes.length > 0;
    }
  }

  /** What the listener wants to look at again and again. */
  private static final class Look {
    final int index;
    final Watched watched;
    final int[] nodes;
    boolean open;
    boolean fresh;
    boolean over;

    Look(int index, Watched watched) {
      this.index = index;
      this.watched = watched;
      this.nodes = watched.nodes().stream().mapToInt(Integer::intValue).toArray();
    }

    boolean needsEachStep() {
      return open && !over && (watched.packets() || nodes.length > 0);
    }

    boolean needsActivities() {
      return !watched.activities().isEmpty();
    }
  }

  private final Clock clock;
  private final SimulatedNode[] nodes;
  private final SimulationListener listener;
  private final List<Waiting> waiting = new ArrayList<>();
  private final NodeRunner runner;
  private final Network network;
  private final Observations observations;
  private final List<Look> looks = new ArrayList<>();
  private int needEachStep;
  private int needActivities;

  /** Those that are not over, also before they begin. */
  private int looksAtActivities;

  /** None has been evaluated yet. */
  private boolean fresh = true;

  /**
   * Creates it.
   *
   * @param listener knows whether a condition holds; without one, none does
   */
  ConditionWatch(
      Clock clock,
      SimulatedNode[] nodes,
      Network network,
      NodeRunner runner,
      Observations observations,
      SimulationListener listener) {
    this.clock = clock;
    this.nodes = nodes;
    this.network = network;
    this.runner = runner;
    this.observations = observations;
    this.listener = listener;
    if (listener != null) {
      List<Watched> watched = listener.watched();
      for (int i = 0; i < watched.size(); i++) {
        Look look = new Look(i, watched.get(i));
        looks.add(look);
        looksAtActivities += look.needsActivities() ? 1 : 0;
      }
    }
  }

  /** The time of something that is watched begins with this instant. */
  void open(int index) {
    Look look = looks.get(index);
    look.open = true;
    look.fresh = true;
    needEachStep += look.needsEachStep() ? 1 : 0;
  }

  /** Waits for a condition; {@link #due} will name {@code payload}, once. */
  void add(Condition condition, long payload) {
    if (listener != null) {
      Waiting one = new Waiting(condition, payload);
      waiting.add(one);
      needEachStep += one.needsEachStep() ? 1 : 0;
      needActivities += one.activities ? 1 : 0;
    }
  }

  /** Whether each step of activities counts, for what waits or is looked at. */
  boolean watchesActivities() {
    return needActivities > 0 || looksAtActivities > 0;
  }

  /** Whether virtual time must not move on before {@link #due} has been asked. */
  boolean forbidsJumps() {
    return !(waiting.isEmpty() && looks.isEmpty())
        && (fresh || needEachStep > 0 || runner.activitiesTouched());
  }

  /** What waited for a condition that holds now, in the order of {@link #add}. */
  List<Long> due() {
    if (waiting.isEmpty() && looks.isEmpty()) {
      return List.of();
    }
    boolean activities = runner.takeActivitiesTouched();
    boolean packets = network.takeFrameSent();
    List<Waiting> relevant = new ArrayList<>();
    for (Waiting one : waiting) {
      if (fresh
          || (one.activities && activities)
          || (one.packets && packets)
          || touched(one)) {
        relevant.add(one);
      }
    }
    fresh = false;
    boolean looked = look(activities, packets);
    if (relevant.isEmpty() && !looked) {
      return List.of();
    }
    List<Long> due = new ArrayList<>();
    for (Waiting one : relevant) {
      if (listener.holds(clock.scenario(), one.condition, observations)) {
        due.add(one.payload);
        waiting.remove(one);
        needEachStep -= one.needsEachStep() ? 1 : 0;
        needActivities -= one.activities ? 1 : 0;
      }
    }
    // To look into a kernel is no news about it.
    runner.takeActivitiesTouched();
    network.takeFrameSent();
    for (Waiting one : waiting) {
      for (int node : one.nodes) {
        nodes[node].touched = false;
      }
    }
    for (Look look : looks) {
      for (int node : look.nodes) {
        nodes[node].touched = false;
      }
    }
    return due;
  }

  /** Has the listener look at what may have changed; returns whether there was anything. */
  private boolean look(boolean activities, boolean packets) {
    boolean any = false;
    for (Look look : looks) {
      if (!look.open || look.over) {
        continue;
      }
      long until = look.watched.untilNs();
      boolean late = until >= 0 && clock.scenario() > until;
      boolean changed =
          look.fresh
              || activities && !look.watched.activities().isEmpty()
              || packets && look.watched.packets()
              || touched(look.nodes);
      if (late || changed) {
        boolean counted = look.needsEachStep();
        look.over =
            late || !listener.look(clock.scenario(), look.index, observations);
        look.fresh = false;
        needEachStep -= counted && look.over ? 1 : 0;
        looksAtActivities -= look.needsActivities() && look.over ? 1 : 0;
        any |= !late;
      }
    }
    return any;
  }

  private boolean touched(Waiting one) {
    return touched(one.nodes);
  }

  private boolean touched(int[] of) {
    for (int node : of) {
      if (nodes[node].touched) {
        return true;
      }
    }
    return false;
  }
}
