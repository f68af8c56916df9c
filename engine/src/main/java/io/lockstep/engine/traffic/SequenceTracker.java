package io.lockstep.engine.traffic;

import java.util.Arrays;

/** Tells new sequence numbers, repeated ones and late ones apart. */
final class SequenceTracker {
  private long[] seen = new long[16];
  private long highest = -1;
  private long received;
  private long duplicated;
  private long reordered;

  /** Notes a number from 0 on; returns false if it has been seen before. */
  boolean add(int number) {
    int word = number >>> 6;
    if (word >= seen.length) {
      seen = Arrays.copyOf(seen, Math.max(word + 1, seen.length * 2));
    }
    long bit = 1L << number;
    if ((seen[word] & bit) != 0) {
      duplicated++;
      return false;
    }
    seen[word] |= bit;
    received++;
    if (number < highest) {
      reordered++;
    } else {
      highest = number;
    }
    return true;
  }

  /** Different numbers. */
  long received() {
    return received;
  }

  long duplicated() {
    return duplicated;
  }

  /** Numbers that came first time after a greater one. */
  long reordered() {
    return reordered;
  }
}
