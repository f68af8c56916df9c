package io.lockstep.engine.traffic;

/** Least, mean and greatest of durations. */
final class TimeStatistics {
  private long count;
  private long sum;
  private long min = Long.MAX_VALUE;
  private long max = -1;

  void add(long nanoseconds) {
    count++;
    sum += nanoseconds;
    min = Math.min(min, nanoseconds);
    max = Math.max(max, nanoseconds);
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
}
