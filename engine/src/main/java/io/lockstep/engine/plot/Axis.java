package io.lockstep.engine.plot;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.Unit;

/**
 * Where numbers are along one side of a picture.
 *
 * @param from the number at the beginning
 * @param to the number at the end, larger
 * @param start of the side, in pixels
 * @param end of the side; may be before the start
 */
record Axis(double from, double to, double start, double end) {
  double place(double value) {
    return start + (value - from) / (to - from) * (end - start);
  }

  /** Round numbers, at most so many. */
  ImmutableList<Double> ticks(int most) {
    double rough = (to - from) / most;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = 10 * power;
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough) {
        step = factor * power;
        break;
      }
    }
    ImmutableList.Builder<Double> all = ImmutableList.builder();
    for (long i = (long) Math.ceil(from / step); i * step <= to; i++) {
      all.add(i * step);
    }
    return all.build();
  }

  static String label(double value, Unit unit) {
    return Quantity.of(Math.rint(value * 1e6) / 1e6, unit);
  }
}
