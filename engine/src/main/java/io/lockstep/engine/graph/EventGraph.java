package io.lockstep.engine.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.graph.ImmutableGraph;
import io.lockstep.engine.model.ScenarioCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The events of one run and what must happen before what. An edge leads from an event to one that
 * depends on it:
 *
 * <ul>
 *   <li>from the start of an activity to what waits for its end;
 *   <li>from a block to the start of an activity that has no other beginning, and to the block that
 *       takes back what it changed;
 *   <li>from the start of an activity to the checks, and to what waits for a condition, that ask
 *       about it; unless that comes first, and sees an activity that has done nothing yet.
 * </ul>
 */
public final class EventGraph {
  static final Comparator<Event> ORDER =
      Comparator.comparingLong((Event event) -> event.when().earliestNs())
          .thenComparing(Event::kind)
          .thenComparingInt(Event::index);

  private final ImmutableGraph<Event> graph;
  private final ImmutableList<EventLink> links;
  private final ImmutableList<Event> ordered;

  /**
   * Orders the events.
   *
   * @throws CyclicEventsException if some events wait for each other
   */
  EventGraph(ImmutableGraph<Event> graph, ImmutableList<EventLink> links) {
    this.graph = graph;
    this.links = links;
    this.ordered = sort(graph);
  }

  /**
   * The events of a scenario with their dependencies.
   *
   * @throws CyclicEventsException if some events wait for each other
   */
  public static EventGraph of(ScenarioCase scenario) {
    return new EventGraphBuilder(scenario).build();
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
      throw new CyclicEventsException(cycle(graph, event -> missing.get(event) > 0));
    }
    return sorted.build();
  }

  /**
   * A cycle among events each of which waits for another of them.
   *
   * @return each event after one that it waits for, the first one after the last
   */
  private static ImmutableList<Event> cycle(
      ImmutableGraph<Event> graph, Predicate<Event> stuck) {
    List<Event> path = new ArrayList<>();
    Event event = graph.nodes().stream().filter(stuck).min(ORDER).orElseThrow();
    while (!path.contains(event)) {
      path.add(event);
      event = graph.predecessors(event).stream().filter(stuck).min(ORDER).orElseThrow();
    }
    List<Event> cycle = new ArrayList<>(path.subList(path.indexOf(event), path.size()));
    Collections.reverse(cycle);
    Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle, ORDER)));
    return ImmutableList.copyOf(cycle);
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

  /**
   * All that events have to do with each other, by the event that it leads to (actions, starts,
   * checks, each in the order of the scenario); also what makes none of them wait.
   */
  public ImmutableList<EventLink> links() {
    return links;
  }

  /** The events that must have happened before this one, in a stable order. */
  public Set<Event> dependencies(Event event) {
    return graph.predecessors(event);
  }
}
