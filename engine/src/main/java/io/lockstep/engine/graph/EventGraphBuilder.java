package io.lockstep.engine.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.Multimaps;
import com.google.common.graph.ElementOrder;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.Graphs;
import com.google.common.graph.ImmutableGraph;
import com.google.common.graph.MutableGraph;
import io.lockstep.engine.graph.EventLink.Why;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.Mentions;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Finds the events of a scenario, their links, and what has to come before what. */
final class EventGraphBuilder {
  private static final Comparator<EventLink> ORDER =
      Comparator.comparing((EventLink link) -> link.to().kind())
          .thenComparingInt(link -> link.to().index());

  private final ScenarioCase scenario;
  private final List<Event> blocks = new ArrayList<>();
  private final List<Event> starts = new ArrayList<>();
  private final List<EventLink> links = new ArrayList<>();
  private final MutableGraph<Event> graph =
      GraphBuilder.directed()
          .allowsSelfLoops(true)
          .nodeOrder(ElementOrder.insertion())
          .incidentEdgeOrder(ElementOrder.stable())
          .build();

  /** By the start of an activity that has no other beginning: the blocks that start it. */
  private final ListMultimap<Event, Event> starters =
      MultimapBuilder.linkedHashKeys().arrayListValues().build();

  EventGraphBuilder(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  EventGraph build() {
    for (ActionBlock block : scenario.timeline()) {
      blocks.add(new Event(Event.Kind.ACTION, blocks.size(), block.when()));
    }
    for (ActivitySpec activity : scenario.activities()) {
      starts.add(new Event(Event.Kind.START, activity.index(), activity.start()));
    }
    blocks.forEach(graph::addNode);
    starts.forEach(graph::addNode);
    for (Event block : blocks) {
      waits(block);
      actions(block);
    }
    for (Event start : starts) {
      waits(start);
    }
    starters();
    conditions(blocks);
    conditions(starts);
    checks();
    return new EventGraph(ImmutableGraph.copyOf(graph), ImmutableList.sortedCopyOf(ORDER, links));
  }

  private void link(Event from, Event to, Why why) {
    links.add(new EventLink(ref(from), ref(to), why));
  }

  private static EventLink.Ref ref(Event event) {
    return new EventLink.Ref(event.kind(), event.index());
  }

  private void waits(Event event) {
    if (event.when() instanceof When.After after) {
      for (int activity : after.activities()) {
        link(starts.get(activity), event, Why.AFTER);
        graph.putEdge(starts.get(activity), event);
      }
    }
  }

  private void actions(Event block) {
    for (ActionSpec action : scenario.timeline().get(block.index()).actions()) {
      if (action instanceof ActionSpec.Undo undo) {
        link(blocks.get(undo.block()), block, Why.UNDO);
        graph.putEdge(blocks.get(undo.block()), block);
      } else if (action instanceof ActionSpec.Start start) {
        Event started = starts.get(start.activity());
        link(block, started, Why.START);
        if (started.when() instanceof When.OnDemand) {
          starters.put(started, block);
        }
      } else if (action instanceof ActionSpec.Stop stop) {
        link(block, starts.get(stop.activity()), Why.STOP);
      }
    }
  }

  /**
   * An activity without a beginning of its own waits for the blocks that start it. One is enough:
   * of several, those that themselves wait for the activity do not count.
   */
  private void starters() {
    Multimaps.asMap(starters).forEach((start, from) -> {
      if (from.size() == 1) {
        graph.putEdge(from.get(0), start);
      }
    });
    Multimaps.asMap(starters).forEach((start, from) -> {
      if (from.size() > 1) {
        Set<Event> later = Graphs.reachableNodes(graph, start);
        List<Event> possible = from.stream().filter(block -> !later.contains(block)).toList();
        (possible.isEmpty() ? from : possible).forEach(block -> graph.putEdge(block, start));
      }
    });
  }

  /**
   * What waits for a condition on an activity comes after its start as a rule; not if it is what
   * leads to that start, which is possible: {@code when bulk.received == 0 { start bulk }}.
   */
  private void conditions(List<Event> waiting) {
    for (Event event : waiting) {
      if (event.when() instanceof When.Once once) {
        Set<Event> later = Graphs.reachableNodes(graph, event);
        for (int activity : Mentions.activities(once.condition())) {
          link(starts.get(activity), event, Why.WHEN);
          if (!later.contains(starts.get(activity))) {
            graph.putEdge(starts.get(activity), event);
          }
        }
      }
    }
  }

  private void checks() {
    for (int i = 0; i < scenario.expectations().size(); i++) {
      Expectation expectation = scenario.expectations().get(i);
      boolean timed = expectation.atNs() >= 0;
      When when = timed ? new When.At(expectation.atNs()) : new When.AtEnd();
      Event check = new Event(Event.Kind.CHECK, i, when);
      graph.addNode(check);
      for (int activity : Mentions.activities(expectation.condition())) {
        Event start = starts.get(activity);
        link(start, check, Why.CHECK);
        // A check may lie before the start: then it sees an activity that has done nothing yet.
        if (EventGraph.ORDER.compare(start, check) < 0) {
          graph.putEdge(start, check);
        }
      }
    }
  }
}
