package io.lockstep.engine.plot;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.series.Series;

/** Makes a rate that jumps with every frame legible. */
final class Intervals {
  private Intervals() {}

  /**
   * The mean of a series in each of so many intervals of the same width.
   *
   * @param endNs where the last one ends
   */
  static Series means(Series series, long endNs, int count) {
    double width = Math.max(1.0, (double) endNs / count);
    double[] sums = new double[count];
    for (int i = 0; i < series.size(); i++) {
      double from = series.timesNs().get(i) / width;
      double to = (i + 1 < series.size() ? series.timesNs().get(i + 1) : endNs) / width;
      for (int at = (int) from; at < Math.min(count, to); at++) {
        double share = Math.min(to, at + 1) - Math.max(from, at);
        sums[at] += series.values().get(i) * share;
      }
    }
    ImmutableLongArray.Builder times = ImmutableLongArray.builder(count);
    for (int i = 0; i < count; i++) {
      times.add(Math.round(i * width));
    }
    return new Series(
        series.kind(), series.subject(), series.name(), series.unit(), series.from(), series.to(),
        times.build(), ImmutableDoubleArray.copyOf(sums));
  }
}
