package io.lockstep.engine.explain;

import io.lockstep.engine.describe.ActionWords;
import io.lockstep.engine.describe.ActivityWords;
import io.lockstep.engine.describe.ConditionWords;
import io.lockstep.engine.describe.WhenWords;
import io.lockstep.engine.model.ActionBlock;
import io.lockstep.engine.model.ActionSpec;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.When;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happens in the order of virtual time; what waits for something else comes last. */
final class Timeline {
  private record Entry(long timeNs, String when, String what, Source source) {}

  private final ScenarioCase scenario;
  private final List<Entry> entries = new ArrayList<>();

  private Timeline(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  static Table of(ScenarioCase scenario) {
    Timeline timeline = new Timeline(scenario);
    timeline.collect();
    Table table = new Table("timeline", "when", "what");
    for (Entry entry : timeline.entries) {
      table.add(entry.source, entry.when, entry.what);
    }
    return table;
  }

  /** At the same moment: actions, starts, expectations, as in a run. */
  private void collect() {
    for (ActionBlock block : scenario.timeline()) {
      for (ActionSpec action : block.actions()) {
        add(block.when(), ActionWords.of(action, scenario), action.source());
      }
    }
    for (ActivitySpec activity : scenario.activities()) {
      add(
          activity.start(),
          "begin " + activity.name() + ": " + ActivityWords.kind(activity) + " "
              + ActivityWords.ends(activity, scenario),
          activity.source());
      long stop = ActivityWords.stopNs(activity);
      if (stop >= 0) {
        add(new When.At(stop), "end " + activity.name(), activity.source());
      }
    }
    for (Expectation expectation : scenario.expectations()) {
      if (expectation.atNs() >= 0) {
        add(
            new When.At(expectation.atNs()),
            "expect " + ConditionWords.of(expectation.condition(), scenario),
            expectation.source());
      }
    }
    entries.sort(Comparator.comparingLong(Entry::timeNs));
  }

  private void add(When when, String what, Source source) {
    boolean fixed = when instanceof When.At;
    long time = when instanceof When.At at ? at.timeNs() : Long.MAX_VALUE;
    String words = fixed ? Quantity.time(time) : WhenWords.of(when, scenario);
    entries.add(new Entry(time, words, what, source));
  }
}
