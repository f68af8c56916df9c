package io.lockstep.engine.verdict;

import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.Unit;

/** What an operand turned out to be. */
sealed interface Value {
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
      return '"' + text + '"';
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
