package io.lockstep.engine.sim;

/**
 * The next timer of every kernel: an indexed 4-ary heap with exactly one entry per kernel, ordered
 * by virtual time, then by sequence number. A kernel without a timer stands at {@link
 * Long#MAX_VALUE}.
 */
public final class DeadlineHeap {
  /** Heap position to kernel. */
  private final int[] kernels;

  /** Kernel to heap position. */
  private final int[] positions;

  /** By kernel, in turn: time, sequence number. */
  private final long[] keys;

  /** Creates entries for kernels 0 to {@code count - 1}, none with a timer. */
  public DeadlineHeap(int count) {
    kernels = new int[count];
    positions = new int[count];
    keys = new long[2 * count];
    for (int i = 0; i < count; i++) {
      kernels[i] = i;
      positions[i] = i;
      keys[2 * i] = Long.MAX_VALUE;
      keys[2 * i + 1] = i;
    }
  }

  /** Virtual nanoseconds of the earliest timer, or {@link Long#MAX_VALUE}. */
  public long topTime() {
    return kernels.length == 0 ? Long.MAX_VALUE : keys[2 * kernels[0]];
  }

  /** Sequence number of the earliest timer. */
  public long topSequence() {
    return keys[2 * kernels[0] + 1];
  }

  /** The kernel with the earliest timer. */
  public int topKernel() {
    return kernels[0];
  }

  /** A kernel's timer. */
  public long time(int kernel) {
    return keys[2 * kernel];
  }

  /** Sets a kernel's timer. */
  public void update(int kernel, long time, long sequence) {
    boolean earlier = before(time, sequence, kernel);
    keys[2 * kernel] = time;
    keys[2 * kernel + 1] = sequence;
    if (earlier) {
      rise(kernel, time, sequence);
    } else {
      sink(kernel, time, sequence);
    }
  }

  private void rise(int kernel, long time, long sequence) {
    int i = positions[kernel];
    while (i > 0) {
      int parent = (i - 1) >> 2;
      int other = kernels[parent];
      if (!before(time, sequence, other)) {
        break;
      }
      place(other, i);
      i = parent;
    }
    place(kernel, i);
  }

  private void sink(int kernel, long time, long sequence) {
    int size = kernels.length;
    int i = positions[kernel];
    while (true) {
      int child = 4 * i + 1;
      if (child >= size) {
        break;
      }
      int end = Math.min(child + 4, size);
      int least = kernels[child];
      int at = child;
      for (int c = child + 1; c < end; c++) {
        int candidate = kernels[c];
        if (before(keys[2 * candidate], keys[2 * candidate + 1], least)) {
          least = candidate;
          at = c;
        }
      }
      if (before(time, sequence, least)) {
        break;
      }
      place(least, i);
      i = at;
    }
    place(kernel, i);
  }

  private void place(int kernel, int position) {
    kernels[position] = kernel;
    positions[kernel] = position;
  }

  private boolean before(long time, long sequence, int kernel) {
    long other = keys[2 * kernel];
    return time < other || (time == other && sequence < keys[2 * kernel + 1]);
  }
}
