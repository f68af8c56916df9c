package io.lockstep.engine.resolve;

import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.When;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks that what starts and stops activities is possible, and leaves the start of those that an
 * action starts to that action.
 */
final class StartChecks {
  private final List<ActivitySpec> activities;
  private final Starts starts;
  private final Problems problems;
  private final Map<Integer, List<Event>> started = new TreeMap<>();
  private final Map<Integer, List<Event>> stopped = new TreeMap<>();
  private final Map<Integer, Span> orders = new LinkedHashMap<>();

  StartChecks(List<ActivitySpec> activities, Starts starts, Problems problems) {
    this.activities = activities;
    this.starts = starts;
    this.problems = problems;
  }

  private record Event(When when, Span span) {}

  /** An activity starts after others, as said there. */
  void ordered(int activity, Span place) {
    orders.put(activity, place);
  }

  /** An action does this. */
  void acted(When when, Statement statement, List<ActionSpec> actions) {
    for (ActionSpec action : actions) {
      Event event = new Event(when, statement.span());
      if (action instanceof ActionSpec.Start start) {
        started.computeIfAbsent(start.activity(), key -> new ArrayList<>()).add(event);
      } else if (action instanceof ActionSpec.Stop stop) {
        stopped.computeIfAbsent(stop.activity(), key -> new ArrayList<>()).add(event);
      }
    }
  }

  /** Once all blocks are known. */
  void finish(List<ActionBlock> blocks) {
    started.forEach((activity, events) -> problems.guard(() -> onDemand(activity, events)));
    starts
        .endless()
        .forEach(
            (activity, endless) -> {
              boolean undone = started.containsKey(activity) && isUndone(activity, blocks);
              if (!stopped.containsKey(activity) && !undone) {
                problems.error(endless.span(), "never-ends", endless.message());
              }
            });
    stopped.forEach((activity, events) -> problems.guard(() -> stop(activity, events)));
    problems.guard(this::cycles);
  }

  /** Whether a block that starts the activity is taken back, which stops it. */
  private static boolean isUndone(int activity, List<ActionBlock> blocks) {
    for (ActionBlock block : blocks) {
      for (ActionSpec action : block.actions()) {
        if (action instanceof ActionSpec.Undo undo
            && blocks.get(undo.block()).actions().stream()
                .anyMatch(
                    other ->
                        other instanceof ActionSpec.Start start && start.activity() == activity)) {
          return true;
        }
      }
    }
    return false;
  }

  private void onDemand(int activity, List<Event> events) {
    ActivitySpec spec = activities.get(activity);
    Span given = starts.given(activity);
    if (given != null) {
      throw Mistake.at(
          given,
          "two-starts",
          "'" + spec.name() + "' has a start of its own, and an action starts it; expected one of"
              + " them",
          "it is started at " + events.get(0).span.location());
    }
    activities.set(activity, spec.withStart(new When.OnDemand()));
  }

  /** A stop before the earliest possible start does nothing. */
  private void stop(int activity, List<Event> events) {
    ActivitySpec spec = activities.get(activity);
    long earliest = spec.start().earliestNs();
    List<Event> begins = started.getOrDefault(activity, List.of());
    if (!begins.isEmpty()) {
      earliest = begins.stream().mapToLong(event -> event.when.earliestNs()).min().getAsLong();
    }
    for (Event event : events) {
      if (event.when instanceof When.At at && at.timeNs() < earliest) {
        throw Mistake.at(
            event.span,
            "impossible-time",
            "'"
                + spec.name()
                + "' starts at "
                + Conditions.time(earliest)
                + ", it cannot be stopped at "
                + Conditions.time(at.timeNs()));
      }
    }
  }

  /** What an activity waits for: the end of others, directly or by the block that starts it. */
  private Set<Integer> waitsFor(int activity) {
    Set<Integer> before = new TreeSet<>();
    if (activities.get(activity).start() instanceof When.After after) {
      before.addAll(after.activities());
    }
    List<Event> begins = started.getOrDefault(activity, List.of());
    if (begins.size() == 1 && begins.get(0).when instanceof When.After after) {
      before.addAll(after.activities());
    }
    return before;
  }

  private void cycles() {
    Set<Integer> done = new TreeSet<>();
    for (int activity = 0; activity < activities.size(); activity++) {
      visit(activity, done, new ArrayList<>());
    }
  }

  private void visit(int activity, Set<Integer> done, List<Integer> above) {
    int place = above.indexOf(activity);
    if (place >= 0) {
      throw cycle(above.subList(place, above.size()));
    }
    if (done.contains(activity)) {
      return;
    }
    above.add(activity);
    for (int before : waitsFor(activity)) {
      visit(before, done, above);
    }
    above.remove(above.size() - 1);
    done.add(activity);
  }

  private Mistake cycle(List<Integer> chain) {
    StringBuilder text = new StringBuilder("'" + name(chain.get(0)) + "' starts after ");
    if (chain.size() == 1) {
      text.append("itself");
    } else {
      for (int i = 1; i < chain.size(); i++) {
        text.append("'").append(name(chain.get(i))).append("', which starts after ");
      }
      text.append("'").append(name(chain.get(0))).append("'");
    }
    int first = chain.get(0);
    Span span =
        orders.containsKey(first) ? orders.get(first) : started.get(first).get(0).span;
    return Mistake.at(span, "cyclic-order", text.toString());
  }

  private String name(int activity) {
    return activities.get(activity).name();
  }
}
