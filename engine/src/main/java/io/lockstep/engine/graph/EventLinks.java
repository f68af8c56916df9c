package io.lockstep.engine.graph;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.graph.EventLink.Ref;
import io.lockstep.engine.graph.EventLink.Why;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Mentions;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;

/** Finds all connections between the events of a scenario, for documents and pictures. */
public final class EventLinks {
  private final ScenarioCase scenario;
  private final ImmutableList.Builder<EventLink> links = ImmutableList.builder();

  private EventLinks(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  /** By the event they lead to: actions, starts, checks, each in the order of the scenario. */
  public static ImmutableList<EventLink> of(ScenarioCase scenario) {
    EventLinks all = new EventLinks(scenario);
    all.collect();
    return all.links.build();
  }

  private void collect() {
    for (int i = 0; i < scenario.timeline().size(); i++) {
      ActionBlock block = scenario.timeline().get(i);
      Ref ref = new Ref(Event.Kind.ACTION, i);
      trigger(block.when(), ref);
      for (ActionSpec action : block.actions()) {
        if (action instanceof ActionSpec.Undo undo) {
          links.add(new EventLink(new Ref(Event.Kind.ACTION, undo.block()), ref, Why.UNDO));
        }
      }
    }
    for (ActivitySpec activity : scenario.activities()) {
      Ref ref = new Ref(Event.Kind.START, activity.index());
      trigger(activity.start(), ref);
      for (int i = 0; i < scenario.timeline().size(); i++) {
        for (ActionSpec action : scenario.timeline().get(i).actions()) {
          if (action instanceof ActionSpec.Start start && start.activity() == activity.index()) {
            links.add(new EventLink(new Ref(Event.Kind.ACTION, i), ref, Why.START));
          } else if (action instanceof ActionSpec.Stop stop
              && stop.activity() == activity.index()) {
            links.add(new EventLink(new Ref(Event.Kind.ACTION, i), ref, Why.STOP));
          }
        }
      }
    }
    for (int i = 0; i < scenario.expectations().size(); i++) {
      for (int activity : Mentions.activities(scenario.expectations().get(i).condition())) {
        links.add(
            new EventLink(
                new Ref(Event.Kind.START, activity), new Ref(Event.Kind.CHECK, i), Why.CHECK));
      }
    }
  }

  private void trigger(When when, Ref to) {
    if (when instanceof When.After after) {
      for (int activity : after.activities()) {
        links.add(new EventLink(new Ref(Event.Kind.START, activity), to, Why.AFTER));
      }
    } else if (when instanceof When.Once once) {
      for (int activity : Mentions.activities(once.condition())) {
        links.add(new EventLink(new Ref(Event.Kind.START, activity), to, Why.WHEN));
      }
    }
  }
}
