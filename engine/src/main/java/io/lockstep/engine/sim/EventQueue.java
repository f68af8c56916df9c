package io.lockstep.engine.sim;

import java.util.Arrays;

/**
 * Events ordered by virtual time, then by sequence number: a 4-ary heap in one array, so that
 * an event's fields share a cache line, and without an allocation per event. An event is one {@code
 * long}, whose meaning is the owner's.
 */
public final class EventQueue {
  /** Words per event: time, sequence number, payload. */
  private static final int WORDS = 3;

  private long[] heap;
  private int size;

  /** Creates an empty queue that grows as needed. */
  public EventQueue(int capacity) {
    heap = new long[capacity * WORDS];
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int size() {
    return size;
  }

  /** Virtual nanoseconds of the earliest event, or {@link Long#MAX_VALUE} if there is none. */
  public long topTime() {
    return size == 0 ? Long.MAX_VALUE : heap[0];
  }

  /** Sequence number of the earliest event; the queue must not be empty. */
  public long topSequence() {
    return heap[1];
  }

  /** The earliest event; the queue must not be empty. */
  public long topPayload() {
    return heap[2];
  }

  /** Adds an event. No two events may share a sequence number. */
  public void push(long time, long sequence, long payload) {
    if ((size + 1) * WORDS > heap.length) {
      heap = Arrays.copyOf(heap, heap.length * 2 + 16 * WORDS);
    }
    long[] heap = this.heap;
    int i = size++;
    while (i > 0) {
      int parent = (i - 1) >> 2;
      if (!before(time, sequence, heap[parent * WORDS], heap[parent * WORDS + 1])) {
        break;
      }
      move(heap, parent, i);
      i = parent;
    }
    set(heap, i, time, sequence, payload);
  }

  /** Removes the earliest event; the queue must not be empty. */
  public void pop() {
    int last = --size * WORDS;
    if (last > 0) {
      replaceTop(heap[last], heap[last + 1], heap[last + 2]);
    }
  }

  /** {@link #pop} and {@link #push} in one step. */
  public void replaceTop(long time, long sequence, long payload) {
    long[] heap = this.heap;
    int size = this.size;
    int i = 0;
    while (true) {
      int child = 4 * i + 1;
      if (child >= size) {
        break;
      }
      int end = Math.min(child + 4, size);
      int least = child;
      long leastTime = heap[child * WORDS];
      long leastSequence = heap[child * WORDS + 1];
      for (int c = child + 1; c < end; c++) {
        long candidateTime = heap[c * WORDS];
        long candidateSequence = heap[c * WORDS + 1];
        if (before(candidateTime, candidateSequence, leastTime, leastSequence)) {
          least = c;
          leastTime = candidateTime;
          leastSequence = candidateSequence;
        }
      }
      if (!before(leastTime, leastSequence, time, sequence)) {
        break;
      }
      move(heap, least, i);
      i = least;
    }
    set(heap, i, time, sequence, payload);
  }

  private static void move(long[] heap, int from, int to) {
    heap[to * WORDS] = heap[from * WORDS];
    heap[to * WORDS + 1] = heap[from * WORDS + 1];
    heap[to * WORDS + 2] = heap[from * WORDS + 2];
  }

  private static void set(long[] heap, int i, long time, long sequence, long payload) {
    heap[i * WORDS] = time;
    heap[i * WORDS + 1] = sequence;
    heap[i * WORDS + 2] = payload;
  }

  private static boolean before(long time1, long sequence1, long time2, long sequence2) {
    return time1 < time2 || (time1 == time2 && sequence1 < sequence2);
  }
}
