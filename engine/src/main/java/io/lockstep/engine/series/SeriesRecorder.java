package io.lockstep.engine.series;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.Unit;
import java.util.Arrays;

/**
 * Takes the points of a series one by one. Of equal values in a row the first is kept, and the last
 * one of all. When there are too many points, those go that were replaced soonest; a value that
 * lasted is never lost.
 */
public final class SeriesRecorder {
  /** Points that are kept at most. */
  static final int MOST = 2048;

  private static final long FIRST_GAP_NS = 1_000_000;

  private long[] times = new long[16];
  private double[] values = new double[16];
  private int size;

  /** What came last, whether it is kept or not. */
  private long lastTime;

  private double lastValue = Double.NaN;

  /** When the last value was first seen; it waits until it has lasted, if the gap is not over. */
  private long pendingTime = -1;

  /** A value that did not last for so long may go. */
  private long gap;

  /**
   * Adds a point.
   *
   * @param time not before that of the point before
   * @param value NaN if there is none, which leaves no trace
   */
  public void add(long time, double value) {
    if (Double.isNaN(value)) {
      return;
    }
    if (pendingTime >= 0 && time - pendingTime >= gap) {
      append(pendingTime, lastValue);
      pendingTime = -1;
    }
    boolean same = value == lastValue;
    lastTime = time;
    lastValue = value;
    if (same) {
      return;
    }
    if (size > 0 && times[size - 1] == time) {
      values[size - 1] = value;
    } else if (size == 0 || time - times[size - 1] >= gap) {
      append(time, value);
      pendingTime = -1;
    } else {
      pendingTime = time;
    }
  }

  private void append(long time, double value) {
    if (size == MOST) {
      thin();
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    times[size] = time;
    values[size++] = value;
  }

  private void thin() {
    do {
      gap = Math.max(FIRST_GAP_NS, gap * 2);
      int kept = 1;
      for (int i = 1; i < size; i++) {
        boolean lasted = i + 1 == size || times[i + 1] - times[i] >= gap;
        if (lasted || times[i] - times[kept - 1] >= gap) {
          times[kept] = times[i];
          values[kept++] = values[i];
        }
      }
      size = kept;
    } while (size > MOST * 3 / 4);
  }

  /** Whether nothing has been recorded. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** What has been recorded. */
  public Series series(
      Series.Kind kind, String subject, String name, Unit unit, String from, String to) {
    ImmutableLongArray.Builder allTimes = ImmutableLongArray.builder(size + 2);
    ImmutableDoubleArray.Builder allValues = ImmutableDoubleArray.builder(size + 2);
    for (int i = 0; i < size; i++) {
      allTimes.add(times[i]);
      allValues.add(values[i]);
    }
    long end = size == 0 ? 0 : times[size - 1];
    if (pendingTime > end) {
      allTimes.add(pendingTime);
      allValues.add(lastValue);
      end = pendingTime;
    }
    if (size > 0 && lastTime > end) {
      allTimes.add(lastTime);
      allValues.add(lastValue);
    }
    return new Series(
        kind, subject, name, unit, from, to, allTimes.build(), allValues.build());
  }
}
