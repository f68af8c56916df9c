package io.lockstep.engine.describe;

import io.lockstep.engine.model.Law;
import io.lockstep.engine.model.Pace;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.Unit;

/** Distributions and paces in words, as a scenario writes them. */
final class LawWords {
  private LawWords() {}

  /** {@code 100 B}, {@code uniform(100 B, 1 KB)}. */
  static String law(Law law, Unit unit) {
    return switch (law.kind()) {
      case CONSTANT -> value(law.a(), unit);
      case UNIFORM -> "uniform(" + value(law.a(), unit) + ", " + value(law.b(), unit) + ")";
      case EXPONENTIAL -> "exponential(" + value(law.a(), unit) + ")";
      case PARETO ->
          "pareto(" + value(law.a(), Unit.NONE) + ", " + value(law.b(), unit) + ", "
              + value(law.c(), unit) + ")";
    };
  }

  /** {@code 1 mbit}, {@code poisson(1 mbit)}, {@code a trace of 5 pieces}. */
  static String pace(Pace pace) {
    String rate = value(pace.rate(), Unit.RATE);
    return switch (pace.kind()) {
      case CONSTANT -> rate;
      case POISSON -> "poisson(" + rate + ")";
      case ON_OFF ->
          "on_off(" + rate + ", " + law(pace.on(), Unit.TIME) + ", " + law(pace.off(), Unit.TIME)
              + ")";
      case TRACE -> "a trace of " + pace.times().length() + " pieces";
    };
  }

  private static String value(double value, Unit unit) {
    return Quantity.of(value, unit);
  }
}
