package io.lockstep.engine.sim;

/**
 * The drop-tail queue in front of a transmitter. No events are needed for it: as service is
 * first-come, first-served and its duration known, the time at which each frame's transmission
 * starts, and with it leaves the queue, is known when the frame arrives.
 */
final class SendQueue {
  private long[] starts = new long[64];
  private int[] lengths = new int[64];

  /** Running numbers; their low bits are places in the ring. */
  private int head;

  private int tail;
  private long bytes;

  /** Frames that wait at {@code now}; those whose transmission has started are forgotten. */
  int waiting(long now) {
    int mask = starts.length - 1;
    while (head != tail && starts[head & mask] <= now) {
      bytes -= lengths[head & mask];
      head++;
    }
    return tail - head;
  }

  /** Bytes of the frames that waited at the last {@link #waiting}, plus those added since. */
  long bytes() {
    return bytes;
  }

  void add(long start, int length) {
    if (tail - head == starts.length) {
      grow();
    }
    int at = tail++ & (starts.length - 1);
    starts[at] = start;
    lengths[at] = length;
    bytes += length;
  }

  void clear() {
    head = tail;
    bytes = 0;
  }

  private void grow() {
    int old = starts.length;
    long[] newStarts = new long[old * 2];
    int[] newLengths = new int[old * 2];
    for (int i = 0; i < old; i++) {
      newStarts[i] = starts[(head + i) & (old - 1)];
      newLengths[i] = lengths[(head + i) & (old - 1)];
    }
    starts = newStarts;
    lengths = newLengths;
    head = 0;
    tail = old;
  }
}
