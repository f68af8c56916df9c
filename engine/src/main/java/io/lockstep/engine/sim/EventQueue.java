package io.lockstep.engine.sim;

import java.util.Arrays;

/**
 * Events ordered by virtual time, then by sequence number: a 4-ary heap in parallel arrays of
 * primitives, without an allocation per event. An event is one {@code long}, whose meaning is the
 * owner's.
 */
public final class EventQueue {
  private long[] times;
  private long[] sequences;
  private long[] payloads;
  private int size;

  /** Creates an empty queue that grows as needed. */
  public EventQueue(int capacity) {
    times = new long[capacity];
    sequences = new long[capacity];
    payloads = new long[capacity];
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int size() {
    return size;
  }

  /** Virtual nanoseconds of the earliest event, or {@link Long#MAX_VALUE} if there is none. */
  public long topTime() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Sequence number of the earliest event; the queue must not be empty. */
  public long topSequence() {
    return sequences[0];
  }

  /** The earliest event; the queue must not be empty. */
  public long topPayload() {
    return payloads[0];
  }

  /** Adds an event. No two events may share a sequence number. */
  public void push(long time, long sequence, long payload) {
    if (size == times.length) {
      int capacity = size * 2 + 16;
      times = Arrays.copyOf(times, capacity);
      sequences = Arrays.copyOf(sequences, capacity);
      payloads = Arrays.copyOf(payloads, capacity);
    }
    int i = size++;
    while (i > 0) {
      int parent = (i - 1) >> 2;
      if (!before(time, sequence, times[parent], sequences[parent])) {
        break;
      }
      move(parent, i);
      i = parent;
    }
    set(i, time, sequence, payload);
  }

  /** Removes the earliest event; the queue must not be empty. */
  public void pop() {
    int last = --size;
    if (last > 0) {
      sink(times[last], sequences[last], payloads[last]);
    }
  }

  /** {@link #pop} and {@link #push} in one step. */
  public void replaceTop(long time, long sequence, long payload) {
    sink(time, sequence, payload);
  }

  private void sink(long time, long sequence, long payload) {
    long[] times = this.times;
    long[] sequences = this.sequences;
    int size = this.size;
    int i = 0;
    while (true) {
      int child = 4 * i + 1;
      if (child >= size) {
        break;
      }
      int end = Math.min(child + 4, size);
      int least = child;
      for (int c = child + 1; c < end; c++) {
        if (before(times[c], sequences[c], times[least], sequences[least])) {
          least = c;
        }
      }
      if (!before(times[least], sequences[least], time, sequence)) {
        break;
      }
      move(least, i);
      i = least;
    }
    set(i, time, sequence, payload);
  }

  private void move(int from, int to) {
    times[to] = times[from];
    sequences[to] = sequences[from];
    payloads[to] = payloads[from];
  }

  private void set(int i, long time, long sequence, long payload) {
    times[i] = time;
    sequences[i] = sequence;
    payloads[i] = payload;
  }

  private static boolean before(long time1, long sequence1, long time2, long sequence2) {
    return time1 < time2 || (time1 == time2 && sequence1 < sequence2);
  }
}
