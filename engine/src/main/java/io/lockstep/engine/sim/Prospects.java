package io.lockstep.engine.sim;

import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import java.util.ArrayList;
import java.util.List;

/**
 * Which blocks and activities are bound to happen. Those with a time are; those that wait for
 * others are if the others are; activities without a time of their own are if a block that starts
 * them is. What waits for a condition is not, until it happens; nor is the end of a daemon.
 */
final class Prospects {
  private final ScenarioCase scenario;
  private final boolean[] blocks;
  private final boolean[] activities;

  /** By activity: blocks, and activities, that wait for its end. */
  private final List<List<Integer>> waitingBlocks = new ArrayList<>();

  private final List<List<Integer>> waitingActivities = new ArrayList<>();
  private int bound;

  Prospects(ScenarioCase scenario) {
    this.scenario = scenario;
    this.blocks = new boolean[scenario.timeline().size()];
    this.activities = new boolean[scenario.activities().size()];
    for (int i = 0; i < activities.length; i++) {
      waitingBlocks.add(new ArrayList<>());
      waitingActivities.add(new ArrayList<>());
    }
    for (int i = 0; i < blocks.length; i++) {
      if (scenario.timeline().get(i).when() instanceof When.After after) {
        for (int activity : after.activities()) {
          waitingBlocks.get(activity).add(i);
        }
      }
    }
    for (ActivitySpec spec : scenario.activities()) {
      if (spec.start() instanceof When.After after) {
        for (int activity : after.activities()) {
          waitingActivities.get(activity).add(spec.index());
        }
      }
    }
    for (ActivitySpec spec : scenario.activities()) {
      if (spec.start() instanceof When.At && !spec.isDaemon()) {
        activity(spec.index());
      }
    }
    for (int i = 0; i < blocks.length; i++) {
      if (scenario.timeline().get(i).when() instanceof When.At) {
        block(i);
      }
    }
  }

  /** How many blocks and activities have been found to be bound to happen. */
  int bound() {
    return bound;
  }

  /** A block happens, or is bound to; so is what follows from that. */
  void block(int index) {
    if (blocks[index]) {
      return;
    }
    blocks[index] = true;
    bound++;
    ActionBlock block = scenario.timeline().get(index);
    for (ActionSpec action : block.actions()) {
      if (action instanceof ActionSpec.Start start && !isDaemon(start.activity())) {
        activity(start.activity());
      }
    }
  }

  /** An activity begins or ends, or is bound to; so is what follows from that. */
  void activity(int index) {
    if (activities[index]) {
      return;
    }
    activities[index] = true;
    bound++;
    for (int block : waitingBlocks.get(index)) {
      if (isBound(scenario.timeline().get(block).when())) {
        block(block);
      }
    }
    for (int activity : waitingActivities.get(index)) {
      if (!isDaemon(activity) && isBound(scenario.activities().get(activity).start())) {
        activity(activity);
      }
    }
  }

  private boolean isDaemon(int activity) {
    return scenario.activities().get(activity).isDaemon();
  }

  private boolean isBound(When when) {
    return ((When.After) when).activities().stream().allMatch(activity -> activities[activity]);
  }
}
