package io.lockstep.engine.traffic;

import java.util.Arrays;

/** Least, mean, greatest and percentiles of durations. */
final class TimeStatistics {
  private long[] values = new long[16];
  private int count;
  private long sum;
  private long min = Long.MAX_VALUE;
  private long max = -1;

  /** Of the first so many; null if none were asked for. */
  private long[] sorted;

  void add(long nanoseconds) {
    if (count == values.length) {
      values = Arrays.copyOf(values, count * 2);
    }
    values[count++] = nanoseconds;
    sum += nanoseconds;
    min = Math.min(min, nanoseconds);
    max = Math.max(max, nanoseconds);
  }

  int count() {
    return count;
  }

  double min() {
    return count == 0 ? Double.NaN : min;
  }

  double average() {
    return count == 0 ? Double.NaN : (double) sum / count;
  }

  double max() {
    return count == 0 ? Double.NaN : max;
  }

  /** The least value that at least so many percent of all do not exceed (nearest rank). */
  double percentile(int percent) {
    if (count == 0) {
      return Double.NaN;
    }
    if (sorted == null || sorted.length != count) {
      sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
    }
    int rank = (int) (((long) count * percent + 99) / 100);
    return sorted[Math.max(1, rank) - 1];
  }
}
