package io.lockstep.engine.series;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.Unit;
import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/**
 * What one direction carried, lost and kept waiting, by intervals of time. They are a millisecond
 * wide at first, and twice as wide whenever too many have something in them.
 */
final class Buckets {
  /** Intervals with something in them. */
  static final int MOST = 2048;

  private static final long FIRST_WIDTH_NS = 1_000_000;

  private long width = FIRST_WIDTH_NS;
  private long[] number = new long[16];
  private long[] bytes = new long[16];
  private long[] drops = new long[16];
  private long[] packets = new long[16];
  private long[] queue = new long[16];
  private int size;

  void carried(long timeNs, int length) {
    int at = at(timeNs);
    bytes[at] += length;
  }

  void dropped(long timeNs) {
    int at = at(timeNs);
    drops[at]++;
  }

  /** What waits behind a frame; the most counts. */
  void queued(long timeNs, int waiting, long waitingBytes) {
    int at = at(timeNs);
    packets[at] = Math.max(packets[at], waiting);
    queue[at] = Math.max(queue[at], waitingBytes);
  }

  boolean isEmpty() {
    return size == 0;
  }

  private int at(long timeNs) {
    long wanted = timeNs / width;
    int last = size - 1;
    while (last >= 0 && number[last] > wanted) {
      last--;
    }
    if (last >= 0 && number[last] == wanted) {
      return last;
    }
    if (size == MOST) {
      widen();
      return at(timeNs);
    }
    int place = last + 1;
    if (size == number.length) {
      number = Arrays.copyOf(number, size * 2);
      bytes = Arrays.copyOf(bytes, size * 2);
      drops = Arrays.copyOf(drops, size * 2);
      packets = Arrays.copyOf(packets, size * 2);
      queue = Arrays.copyOf(queue, size * 2);
    }
    for (long[] all : new long[][] {number, bytes, drops, packets, queue}) {
      System.arraycopy(all, place, all, place + 1, size - place);
      all[place] = 0;
    }
    size++;
    number[place] = wanted;
    return place;
  }

  private void widen() {
    width *= 2;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      long wide = number[i] / 2;
      boolean same = kept > 0 && number[kept - 1] == wide;
      int to = same ? kept - 1 : kept;
      number[to] = wide;
      bytes[to] = bytes[i] + (same ? bytes[to] : 0);
      drops[to] = drops[i] + (same ? drops[to] : 0);
      packets[to] = Math.max(packets[i], same ? packets[to] : 0);
      queue[to] = Math.max(queue[i], same ? queue[to] : 0);
      kept = to + 1;
    }
    size = kept;
  }

  /** Bits per second in each interval. */
  Series throughput(String subject, String from, String to) {
    double scale = 8e9 / width;
    return series(subject, "throughput", Unit.RATE, from, to, i -> bytes[(int) i] * scale);
  }

  /** Frames lost in each interval. */
  Series drops(String subject, String from, String to) {
    return series(subject, "drops", Unit.NONE, from, to, i -> drops[(int) i]);
  }

  /** The most frames that waited for the transmitter in each interval. */
  Series queue(String subject, String from, String to) {
    return series(subject, "queue", Unit.NONE, from, to, i -> packets[(int) i]);
  }

  /** Likewise in bytes. */
  Series queueBytes(String subject, String from, String to) {
    return series(subject, "queue_bytes", Unit.SIZE, from, to, i -> queue[(int) i]);
  }

  private Series series(
      String subject,
      String name,
      Unit unit,
      String from,
      String to,
      LongToDoubleFunction value) {
    ImmutableLongArray.Builder times = ImmutableLongArray.builder();
    ImmutableDoubleArray.Builder values = ImmutableDoubleArray.builder();
    double before = 0;
    long next = 0;
    times.add(0);
    values.add(size > 0 && number[0] == 0 ? before = value.applyAsDouble(0) : 0);
    for (int i = 0; i < size; i++) {
      double now = value.applyAsDouble(i);
      if (number[i] > next && before != 0) {
        times.add(next * width);
        values.add(0);
        before = 0;
      }
      if (now != before && number[i] > 0) {
        times.add(number[i] * width);
        values.add(now);
      }
      before = now;
      next = number[i] + 1;
    }
    if (before != 0) {
      times.add(next * width);
      values.add(0);
    }
    return new Series(
        Series.Kind.LINK, subject, name, unit, from, to, times.build(), values.build());
  }
}
