package io.lockstep.engine.verdict;

import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.Unit;

/** What an operand turned out to be. */
sealed interface Value {
  /** Characters of a text that are shown. */
  int LONGEST = 200;

  /** For display. */
  String shown();

  record Num(double value, Unit unit) implements Value {
    @Override
    public String shown() {
      return Quantity.of(value, unit);
    }
  }

  record Text(String text) implements Value {
    @Override
    public String shown() {
      // Of the output of a program, the first lines are shown on one.
      String line = text.strip().replace("\r", "").replace("\n", "\\n");
      boolean cut = line.length() > LONGEST;
      return '"' + (cut ? line.substring(0, LONGEST) : line) + (cut ? "…" : "") + '"';
    }
  }

  /**
   * No value.
   *
   * @param status of an expectation that needs one
   * @param shown why there is none
   */
  record Missing(Status status, String shown) implements Value {}
}
