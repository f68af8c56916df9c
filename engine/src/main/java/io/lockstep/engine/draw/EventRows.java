package io.lockstep.engine.draw;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import io.lockstep.engine.describe.ActionWords;
import io.lockstep.engine.describe.ActivityWords;
import io.lockstep.engine.describe.WhenWords;
import io.lockstep.engine.graph.Event;
import io.lockstep.engine.graph.EventGraph;
import io.lockstep.engine.graph.EventLink;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the lines of the timeline from a scenario. */
final class EventRows {
  /** With more activities than this, those with names alike share a line. */
  private static final int MANY = 20;

  private static final int LONGEST = 96;

  private final ScenarioCase scenario;
  private final List<EventRow> rows = new ArrayList<>();
  private final ListMultimap<EventLink.Ref, EventLink.Ref> waits = ArrayListMultimap.create();

  private EventRows(ScenarioCase scenario) {
    this.scenario = scenario;
    for (EventLink link : EventGraph.of(scenario).links()) {
      if (link.why() != EventLink.Why.STOP && link.why() != EventLink.Why.CHECK) {
        waits.put(link.to(), link.from());
      }
    }
  }

  /** In the order of time; what waits for others comes behind them. */
  static ImmutableList<EventRow> of(ScenarioCase scenario) {
    EventRows all = new EventRows(scenario);
    all.actions();
    all.activities();
    all.expectations();
    return all.sorted();
  }

  private void actions() {
    long[] undone = new long[scenario.timeline().size()];
    boolean[] hidden = new boolean[undone.length];
    Arrays.fill(undone, -1);
    for (int i = 0; i < undone.length; i++) {
      ActionBlock block = scenario.timeline().get(i);
      if (block.actions().size() == 1
          && block.actions().get(0) instanceof ActionSpec.Undo undo
          && block.when() instanceof When.At at
          && scenario.timeline().get(undo.block()).when() instanceof When.At) {
        undone[undo.block()] = at.timeNs();
        hidden[i] = true;
      }
    }
    Map<String, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < undone.length; i++) {
      if (!hidden[i]) {
        When when = scenario.timeline().get(i).when();
        String key = words(i) + (when instanceof When.At ? "" : "\n" + i);
        alike.computeIfAbsent(key, any -> new ArrayList<>()).add(i);
      }
    }
    alike.values().forEach(blocks -> action(blocks, undone));
  }

  private void action(List<Integer> blocks, long[] undone) {
    ActionBlock first = scenario.timeline().get(blocks.get(0));
    ImmutableList.Builder<EventRow.Mark> marks = ImmutableList.builder();
    ImmutableList.Builder<EventLink.Ref> refs = ImmutableList.builder();
    for (int block : blocks) {
      long at = scenario.timeline().get(block).when() instanceof When.At when ? when.timeNs() : -1;
      marks.add(new EventRow.Mark(at, undone[block]));
      refs.add(new EventLink.Ref(Event.Kind.ACTION, block));
    }
    String label =
        blocks.size() > 1
            ? blocks.size() + " times"
            : WhenWords.of(first.when(), scenario).replaceFirst("^at ", "");
    String text = words(blocks.get(0));
    rows.add(
        new EventRow(
            EventRow.Kind.ACTION,
            cut(label, 34),
            cut(text, LONGEST),
            marks.build(),
            refs.build(),
            waits(new EventLink.Ref(Event.Kind.ACTION, blocks.get(0))),
            label + "\n" + text + "\n" + first.source().location()));
  }

  private String words(int block) {
    return scenario.timeline().get(block).actions().stream()
        .map(action -> ActionWords.of(action, scenario))
        .collect(Collectors.joining("; "));
  }

  private void activities() {
    Map<String, List<ActivitySpec>> groups = new LinkedHashMap<>();
    boolean many = scenario.activities().size() > MANY;
    for (ActivitySpec activity : scenario.activities()) {
      boolean alone = !many || !(activity.start() instanceof When.At);
      String base = activity.name().replaceFirst("(\\[|: | ).*$", "");
      String key = ActivityWords.kind(activity) + " " + base + (alone ? activity.index() : "");
      groups.computeIfAbsent(key, any -> new ArrayList<>()).add(activity);
    }
    groups.values().forEach(this::activity);
  }

  private void activity(List<ActivitySpec> group) {
    ActivitySpec first = group.get(0);
    ActivitySpec last = group.get(group.size() - 1);
    String what = ActivityWords.kind(first) + " " + ends(first);
    String label = first.name();
    String text = what + ", " + ActivityWords.amount(first);
    if (first.start() instanceof When.After || first.start() instanceof When.Once) {
      text += ", " + WhenWords.of(first.start(), scenario);
    }
    long start = first.start() instanceof When.At at ? at.timeNs() : -1;
    long stop = end(first);
    if (group.size() > 1) {
      label = first.name() + " … " + last.name();
      text = Traffic.plural(group.size(), ActivityWords.kind(first)) + ", " + ends(first) + " … "
          + ends(last);
      for (ActivitySpec one : group) {
        start = Math.min(start, ((When.At) one.start()).timeNs());
        stop = stop < 0 || end(one) < 0 ? -1 : Math.max(stop, end(one));
      }
    }
    ImmutableList.Builder<EventLink.Ref> refs = ImmutableList.builder();
    group.forEach(one -> refs.add(new EventLink.Ref(Event.Kind.START, one.index())));
    rows.add(
        new EventRow(
            EventRow.Kind.ACTIVITY,
            cut(label, 34),
            cut(text, LONGEST),
            ImmutableList.of(new EventRow.Mark(start, stop)),
            refs.build(),
            waits(new EventLink.Ref(Event.Kind.START, first.index())),
            label + "\n" + text + "\n" + WhenWords.of(first.start(), scenario) + "\n"
                + first.source().location()));
  }

  private String ends(ActivitySpec activity) {
    return ActivityWords.ends(activity, scenario).replace("->", "→");
  }

  /** When it is over, as far as that is known: of a ping, when it sends its last request. */
  private static long end(ActivitySpec activity) {
    if (activity instanceof ActivitySpec.Ping ping && ping.start() instanceof When.At at) {
      return at.timeNs() + (ping.count() - 1) * ping.intervalNs();
    }
    return ActivityWords.stopNs(activity);
  }

  private void expectations() {
    for (int i = 0; i < scenario.expectations().size(); i++) {
      Expectation expectation = scenario.expectations().get(i);
      long at = expectation.atNs() < 0 ? EventRow.Mark.END : expectation.atNs();
      String text = expectation.source().text().replaceFirst("^expect\\s+", "");
      rows.add(
          new EventRow(
              EventRow.Kind.EXPECTATION,
              expectation.atNs() < 0 ? "end" : Quantity.time(expectation.atNs()),
              cut(text, LONGEST),
              ImmutableList.of(new EventRow.Mark(at, -1)),
              ImmutableList.of(new EventLink.Ref(Event.Kind.CHECK, i)),
              ImmutableList.of(),
              expectation.source().text() + "\n" + expectation.source().location()));
    }
  }

  private ImmutableList<EventLink.Ref> waits(EventLink.Ref ref) {
    return ImmutableList.copyOf(waits.get(ref));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1).stripTrailing() + "…";
  }

  /** Fixed ones by time, kinds in order; the others as soon as what they wait for is there. */
  private ImmutableList<EventRow> sorted() {
    List<EventRow> open = new ArrayList<>(rows);
    open.sort(
        Comparator.comparingLong((EventRow row) -> row.startNs() < 0 ? 0 : row.startNs())
            .thenComparing(row -> row.startNs() < 0)
            .thenComparing(EventRow::kind));
    List<EventRow> sorted = new ArrayList<>();
    while (!open.isEmpty()) {
      EventRow next = open.get(0);
      for (EventRow row : open) {
        if (row.startNs() >= 0
            || row.waits().stream().noneMatch(ref -> contains(open, ref, row))) {
          next = row;
          break;
        }
      }
      open.remove(next);
      sorted.add(next);
    }
    return ImmutableList.copyOf(sorted);
  }

  private static boolean contains(List<EventRow> open, EventLink.Ref ref, EventRow except) {
    return open.stream().anyMatch(row -> row != except && row.refs().contains(ref));
  }
}
