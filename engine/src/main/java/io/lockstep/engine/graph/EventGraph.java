package io.lockstep.engine.graph;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.graph.ElementOrder;
import com.google.common.graph.EndpointPair;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.ImmutableGraph;
import com.google.common.graph.MutableGraph;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.Mentions;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The events of one run and what must happen before what. An edge leads from an event to one that
 * depends on it: a check depends on the start of each activity it asks about.
 */
public final class EventGraph {
  private static final Comparator<Event> ORDER =
      Comparator.comparing(Event::trigger)
          .thenComparing(Event::kind)
          .thenComparingInt(Event::index);

  private final ImmutableGraph<Event> graph;
  private final ImmutableList<Event> ordered;

  private EventGraph(ImmutableGraph<Event> graph, ImmutableList<Event> ordered) {
    this.graph = graph;
    this.ordered = ordered;
  }

  /** The events of a scenario with their dependencies. */
  public static EventGraph of(ScenarioCase scenario) {
    List<Event> events = new ArrayList<>();
    List<EndpointPair<Event>> edges = new ArrayList<>();
    for (int i = 0; i < scenario.timeline().size(); i++) {
      When when = scenario.timeline().get(i).when();
      events.add(new Event(Event.Kind.ACTION, i, new Trigger.At(when.earliestNs())));
    }
    List<Event> starts = new ArrayList<>();
    for (int i = 0; i < scenario.activities().size(); i++) {
      ActivitySpec activity = scenario.activities().get(i);
      starts.add(new Event(Event.Kind.START, i, new Trigger.At(activity.start().earliestNs())));
    }
    events.addAll(starts);
    for (int i = 0; i < scenario.expectations().size(); i++) {
      Expectation expectation = scenario.expectations().get(i);
      boolean timed = expectation.atNs() >= 0;
      Trigger trigger = timed ? new Trigger.At(expectation.atNs()) : new Trigger.AtEnd();
      Event check = new Event(Event.Kind.CHECK, i, trigger);
      events.add(check);
      for (int activity : Mentions.activities(expectation.condition())) {
        Event start = starts.get(activity);
        // A check may lie before the start: then it sees an activity that has done nothing yet.
        if (ORDER.compare(start, check) < 0) {
          edges.add(EndpointPair.ordered(start, check));
        }
      }
    }
    return of(events, edges);
  }

  /**
   * A graph from its parts.
   *
   * @param events each only once
   * @param edges pairs (earlier, later) of these events
   * @throws CyclicEventsException if some events wait for each other
   */
  public static EventGraph of(Iterable<Event> events, Iterable<EndpointPair<Event>> edges) {
    MutableGraph<Event> mutable =
        GraphBuilder.directed()
            .allowsSelfLoops(true)
            .nodeOrder(ElementOrder.insertion())
            .incidentEdgeOrder(ElementOrder.stable())
            .build();
    for (Event event : events) {
      mutable.addNode(event);
    }
    for (EndpointPair<Event> edge : edges) {
      mutable.putEdge(edge);
    }
    ImmutableGraph<Event> graph = ImmutableGraph.copyOf(mutable);
    return new EventGraph(graph, sort(graph));
  }

  /** Kahn's algorithm; among the events that are ready, the first by time, kind and index. */
  private static ImmutableList<Event> sort(ImmutableGraph<Event> graph) {
    Map<Event, Integer> missing = new HashMap<>();
    PriorityQueue<Event> ready = new PriorityQueue<>(ORDER);
    for (Event event : graph.nodes()) {
      missing.put(event, graph.inDegree(event));
      if (graph.inDegree(event) == 0) {
        ready.add(event);
      }
    }
    ImmutableList.Builder<Event> sorted = ImmutableList.builderWithExpectedSize(missing.size());
    int count = 0;
    while (!ready.isEmpty()) {
      Event event = ready.poll();
      sorted.add(event);
      count++;
      for (Event next : graph.successors(event)) {
        if (missing.merge(next, -1, Integer::sum) == 0) {
          ready.add(next);
        }
      }
    }
    if (count < graph.nodes().size()) {
      throw new CyclicEventsException(
          graph.nodes().stream()
              .filter(event -> missing.get(event) > 0)
              .sorted(ORDER)
              .collect(toImmutableList()));
    }
    return sorted.build();
  }

  /** The graph itself. */
  public ImmutableGraph<Event> graph() {
    return graph;
  }

  /**
   * All events, each after those it depends on; beyond that by time, then kind (actions, starts,
   * checks), then declaration.
   */
  public ImmutableList<Event> ordered() {
    return ordered;
  }

  /** The events that must have happened before this one, in a stable order. */
  public Set<Event> dependencies(Event event) {
    return graph.predecessors(event);
  }
}
