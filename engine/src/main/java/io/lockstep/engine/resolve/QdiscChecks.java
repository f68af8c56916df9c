package io.lockstep.engine.resolve;

import io.lockstep.engine.model.OptionValue;
import io.lockstep.grammar.ast.Span;
import java.util.Map;

/** What the options of a queueing discipline demand of each other. */
final class QdiscChecks {
  private QdiscChecks() {}

  /** Refuses options that contradict each other, or lack the one they go with. */
  static void check(String kind, Map<String, OptionValue> options, Span span) {
    switch (kind) {
      case "tbf" -> {
        needs("a tbf", options, "peakrate", "mtu", span);
        if (options.containsKey("limit") && options.containsKey("latency")) {
          throw Mistake.at(
              span, "given-twice", "a tbf has either 'limit' or 'latency', found both");
        }
      }
      case "netem" -> needs("a netem", options, "reorder", "delay", span);
      case "red", "choke" -> ordered("a " + kind, options, span);
      case "fq" -> powerOfTwo(options, "buckets", span);
      case "sfq" -> powerOfTwo(options, "divisor", span);
      default -> {}
    }
  }

  private static void needs(
      String owner, Map<String, OptionValue> options, String option, String other, Span span) {
    if (options.containsKey(option) && !options.containsKey(other)) {
      throw Mistake.at(
          span,
          "missing-option",
          "'" + option + "' of " + owner + " needs '" + other + "' as well");
    }
  }

  private static void ordered(String owner, Map<String, OptionValue> options, Span span) {
    if (number(options, "min") >= number(options, "max")) {
      throw Mistake.at(
          span, "out-of-range", "expected 'min' of " + owner + " below its 'max'");
    }
  }

  private static void powerOfTwo(Map<String, OptionValue> options, String name, Span span) {
    double value = number(options, name);
    if (!Double.isNaN(value) && Long.bitCount((long) value) != 1) {
      throw Mistake.at(
          span,
          "out-of-range",
          String.format("expected a power of two for '%s', found %,.0f", name, value));
    }
  }

  /** Not a number, and so in no order with any, if the option is not given. */
  private static double number(Map<String, OptionValue> options, String name) {
    return options.get(name) instanceof OptionValue.Number number ? number.value() : Double.NaN;
  }
}
