package io.lockstep.engine.describe;

import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import java.util.stream.Collectors;

/** Triggers in words. */
public final class WhenWords {
  private WhenWords() {}

  /** {@code at 5 s}, {@code after bulk and voice + 500 ms}, {@code when bulk.received > 1 MB}. */
  public static String of(When when, ScenarioCase scenario) {
    if (when instanceof When.At at) {
      return "at " + Quantity.time(at.timeNs());
    } else if (when instanceof When.After after) {
      String names =
          after.activities().stream()
              .map(index -> scenario.activities().get(index).name())
              .collect(Collectors.joining(" and "));
      return "after " + names
          + (after.delayNs() == 0 ? "" : " + " + Quantity.time(after.delayNs()));
    } else if (when instanceof When.Once once) {
      return "when " + ConditionWords.of(once.condition(), scenario);
    } else if (when instanceof When.Each each) {
      return "every " + ConditionWords.of(each.packet(), scenario);
    } else if (when instanceof When.AtEnd) {
      return "at the end";
    }
    return "when started";
  }
}
