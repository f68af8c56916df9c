package io.lockstep.engine.traffic;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The payload of all flows: pseudo-random bytes with a prime period, so that a byte that is lost,
 * repeated or shifted shows. It lies in memory for a little more than two periods; thus any {@link
 * #CHUNK} bytes of the endless sequence are there in one piece.
 */
final class Pattern {
  /** Bytes after which the sequence repeats; the largest prime below 2^16. */
  static final int PERIOD = 65521;

  /** Most bytes that are sent or checked at once. */
  static final int CHUNK = 65536;

  /** Bytes of memory that it takes. */
  static final int BYTES = PERIOD + CHUNK;

  private final int start;
  private final ByteBuffer expected;
  private final ByteBuffer actual;

  /** Writes the pattern into {@code memory} from {@code start} on. */
  Pattern(ByteBuffer memory, int start) {
    this.start = start;
    this.expected = memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    this.actual = memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int state = 1;
    for (int i = 0; i < PERIOD; i++) {
      state = state * 1664525 + 1013904223;
      memory.put(start + i, (byte) (state >>> 24));
    }
    for (int i = PERIOD; i < BYTES; i++) {
      memory.put(start + i, memory.get(start + i - PERIOD));
    }
  }

  /** Where in memory the bytes from {@code position} of the sequence on lie. */
  int at(long position) {
    return start + (int) (position % PERIOD);
  }

  /**
   * Compares received bytes with the sequence.
   *
   * @param memory index of the received bytes
   * @param length at most {@link #CHUNK}
   * @param position of the first one in the sequence
   * @return the first that differs, counted from 0, or -1
   */
  int mismatch(int memory, int length, long position) {
    int at = at(position);
    actual.limit(memory + length).position(memory);
    expected.limit(at + length).position(at);
    return actual.mismatch(expected);
  }
}
