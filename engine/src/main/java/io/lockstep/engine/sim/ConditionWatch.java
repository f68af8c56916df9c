package io.lockstep.engine.sim;

import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Mentions;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions that something waits for. At the end of each virtual instant those are evaluated about
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

  private final Clock clock;
  private final SimulatedNode[] nodes;
  private final SimulationListener listener;
  private final List<Waiting> waiting = new ArrayList<>();
  private final NodeRunner runner;
  private final Network network;
  private final Observations observations;
  private int needEachStep;

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
  }

  /** Waits for a condition; {@link #due} will name {@code payload}, once. */
  void add(Condition condition, long payload) {
    if (listener != null) {
      Waiting one = new Waiting(condition, payload);
      waiting.add(one);
      needEachStep += one.needsEachStep() ? 1 : 0;
    }
  }

  /** Whether virtual time must not move on before {@link #due} has been asked. */
  boolean forbidsJumps() {
    return !waiting.isEmpty() && (fresh || needEachStep > 0 || runner.activitiesTouched());
  }

  /** What waited for a condition that holds now, in the order of {@link #add}. */
  List<Long> due() {
    if (waiting.isEmpty()) {
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
    if (relevant.isEmpty()) {
      return List.of();
    }
    List<Long> due = new ArrayList<>();
    for (Waiting one : relevant) {
      if (listener.holds(clock.scenario(), one.condition, observations)) {
        due.add(one.payload);
        waiting.remove(one);
        needEachStep -= one.needsEachStep() ? 1 : 0;
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
    return due;
  }

  private boolean touched(Waiting one) {
    for (int node : one.nodes) {
      if (nodes[node].touched) {
        return true;
      }
    }
    return false;
  }
}
