package io.lockstep.engine.sim;

/**
 * The next timer of every kernel: an indexed 4-ary heap with exactly one entry per kernel, ordered
 * by virtual time, then by the kernel's number: which of two set its timer first may depend on
 * who looked into it since. A kernel without a timer stands at {@link Long#MAX_VALUE}.
 */
public final class DeadlineHeap {
  /** Heap position to kernel. */
  private final int[] kernels;

  /** Kernel to heap position. */
  private final int[] positions;

  /** By kernel. */
  private final long[] times;

  /** Creates entries for kernels 0 to {@code count - 1}, none with a timer. */
  public DeadlineHeap(int count) {
    kernels = new int[count];
    positions = new int[count];
    times = new long[count];
    for (int i = 0; i < count; i++) {
      kernels[i] = i;
      positions[i] = i;
      times[i] = Long.MAX_VALUE;
    }
  }

  /** Virtual nanoseconds of the earliest timer, or {@link Long#MAX_VALUE}. */
  public long topTime() {
    return kernels.length == 0 ? Long.MAX_VALUE : times[kernels[0]];
  }

  /** The kernel with the earliest timer: the least of those that are due at once. */
  public int topKernel() {
    return kernels[0];
  }

  /** A kernel's timer. */
  public long time(int kernel) {
    return times[kernel];
  }

  /** Sets a kernel's timer. */
  public void update(int kernel, long time) {
    boolean earlier = time < times[kernel];
    times[kernel] = time;
    if (earlier) {
      rise(kernel, time);
    } else {
      sink(kernel, time);
    }
  }

  private void rise(int kernel, long time) {
    int i = positions[kernel];
    while (i > 0) {
      int parent = (i - 1) >> 2;
      int other = kernels[parent];
      if (!before(time, kernel, other)) {
        break;
      }
      place(other, i);
      i = parent;
    }
    place(kernel, i);
  }

  private void sink(int kernel, long time) {
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
        if (before(times[candidate], candidate, least)) {
          least = candidate;
          at = c;
        }
      }
      if (before(time, kernel, least)) {
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

  private boolean before(long time, int kernel, int other) {
    return time < times[other] || (time == times[other] && kernel < other);
  }
}
