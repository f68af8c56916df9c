package io.lockstep.engine.graph;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.graph.EndpointPair;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.Graphs;
import com.google.common.graph.MutableGraph;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.Mentions;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the events of a scenario and their dependencies. */
final class EventGraphBuilder {
  private final ScenarioCase scenario;
  private final List<Event> events = new ArrayList<>();
  private final List<EndpointPair<Event>> edges = new ArrayList<>();
  private final List<Event> blocks = new ArrayList<>();
  private final List<Event> starts = new ArrayList<>();

  EventGraphBuilder(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  EventGraph build() {
    for (ActionBlock block : scenario.timeline()) {
      blocks.add(new Event(Event.Kind.ACTION, blocks.size(), Trigger.of(block.when())));
    }
    for (ActivitySpec activity : scenario.activities()) {
      starts.add(new Event(Event.Kind.START, activity.index(), Trigger.of(activity.start())));
    }
    events.addAll(blocks);
    events.addAll(starts);
    for (int i = 0; i < blocks.size(); i++) {
      ActionBlock block = scenario.timeline().get(i);
      waits(block.when(), blocks.get(i));
      for (ActionSpec action : block.actions()) {
        if (action instanceof ActionSpec.Undo undo) {
          edge(blocks.get(undo.block()), blocks.get(i));
        }
      }
    }
    for (ActivitySpec activity : scenario.activities()) {
      waits(activity.start(), starts.get(activity.index()));
    }
    starters();
    conditions();
    checks();
    return EventGraph.of(events, edges);
  }

  private void edge(Event from, Event to) {
    edges.add(EndpointPair.ordered(from, to));
  }

  private void waits(When when, Event event) {
    if (when instanceof When.After after) {
      after.activities().forEach(activity -> edge(starts.get(activity), event));
    }
  }

  /**
   * An activity without a beginning of its own waits for the blocks that start it. One is enough:
   * of several, those that themselves wait for the activity do not count.
   */
  private void starters() {
    ListMultimap<Event, Event> byActivity =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    for (int i = 0; i < blocks.size(); i++) {
      for (ActionSpec action : scenario.timeline().get(i).actions()) {
        if (action instanceof ActionSpec.Start start
            && scenario.activities().get(start.activity()).start() instanceof When.OnDemand) {
          byActivity.put(starts.get(start.activity()), blocks.get(i));
        }
      }
    }
    for (Event start : byActivity.keySet()) {
      if (byActivity.get(start).size() == 1) {
        edge(byActivity.get(start).get(0), start);
      }
    }
    for (Event start : byActivity.keySet()) {
      List<Event> from = byActivity.get(start);
      if (from.size() > 1) {
        Set<Event> later = Graphs.reachableNodes(graph(), start);
        List<Event> possible = from.stream().filter(block -> !later.contains(block)).toList();
        (possible.isEmpty() ? from : possible).forEach(block -> edge(block, start));
      }
    }
  }

  private MutableGraph<Event> graph() {
    MutableGraph<Event> graph = GraphBuilder.directed().allowsSelfLoops(true).build();
    events.forEach(graph::addNode);
    edges.forEach(graph::putEdge);
    return graph;
  }

  /**
   * What waits for a condition on an activity comes after its start as a rule; not if it is what
   * leads to that start, which is possible: {@code when bulk.received == 0 { start bulk }}.
   */
  private void conditions() {
    List<Event> waiting = new ArrayList<>(blocks);
    waiting.addAll(starts);
    waiting.removeIf(event -> !(event.trigger() instanceof Trigger.Once));
    if (waiting.isEmpty()) {
      return;
    }
    MutableGraph<Event> graph = graph();
    for (Event event : waiting) {
      Trigger.Once once = (Trigger.Once) event.trigger();
      for (int activity : Mentions.activities(once.condition())) {
        Event start = starts.get(activity);
        if (!Graphs.reachableNodes(graph, event).contains(start)) {
          edge(start, event);
          graph.putEdge(start, event);
        }
      }
    }
  }

  private void checks() {
    for (int i = 0; i < scenario.expectations().size(); i++) {
      Expectation expectation = scenario.expectations().get(i);
      boolean timed = expectation.atNs() >= 0;
      Trigger trigger = timed ? new Trigger.At(expectation.atNs()) : new Trigger.AtEnd();
      Event check = new Event(Event.Kind.CHECK, i, trigger);
      events.add(check);
      for (int activity : Mentions.activities(expectation.condition())) {
        Event start = starts.get(activity);
        // A check may lie before the start: then it sees an activity that has done nothing yet.
        if (EventGraph.ORDER.compare(start, check) < 0) {
          edge(start, check);
        }
      }
    }
  }
}
