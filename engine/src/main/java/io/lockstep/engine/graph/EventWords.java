package io.lockstep.engine.graph;

import io.lockstep.engine.describe.ActionWords;
import io.lockstep.engine.describe.ActivityWords;
import io.lockstep.engine.describe.WhenWords;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.model.When;
import java.util.stream.Collectors;

/** What an event is, in words. */
final class EventWords {
  private final ScenarioCase scenario;

  EventWords(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  static String id(Event.Kind kind, int index) {
    return switch (kind) {
      case ACTION -> "action" + index;
      case START -> "start" + index;
      case CHECK -> "check" + index;
    };
  }

  String what(Event event) {
    return switch (event.kind()) {
      case ACTION ->
          scenario.timeline().get(event.index()).actions().stream()
              .map(action -> ActionWords.of(action, scenario))
              .collect(Collectors.joining("; "));
      case START -> start(scenario.activities().get(event.index()));
      case CHECK -> scenario.expectations().get(event.index()).source().text();
    };
  }

  private String start(ActivitySpec activity) {
    return activity.name() + ": " + ActivityWords.kind(activity) + " "
        + ActivityWords.ends(activity, scenario) + ", " + ActivityWords.amount(activity);
  }

  String when(Event event) {
    return WhenWords.of(event.when(), scenario);
  }

  /** The virtual time if it is fixed before the run, or -1. */
  static long timeNs(Event event) {
    return event.when() instanceof When.At at ? at.timeNs() : -1;
  }

  Source source(Event event) {
    return switch (event.kind()) {
      case ACTION -> scenario.timeline().get(event.index()).source();
      case START -> scenario.activities().get(event.index()).source();
      case CHECK -> scenario.expectations().get(event.index()).source();
    };
  }
}
