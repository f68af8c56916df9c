package io.lockstep.engine.page;

import io.lockstep.engine.model.Wires;
import io.lockstep.engine.packet.PacketView;
import io.lockstep.engine.sim.DropReason;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The frames of a run for a page: the first {@link #FIRST} and the last {@link #LAST}; those between
 * are only counted. A frame is on one line with what became of it on that link or LAN. Of its bytes
 * the headers are kept and the beginning of what they carry.
 */
final class PacketLog {
  /** Frames kept from the beginning. */
  static final int FIRST = 60_000;

  /** Frames kept from the end, if there are more. */
  static final int LAST = 60_000;

  /** Bytes kept of a frame at most. */
  static final int SNAP = 128;

  /** Bytes kept behind the headers. */
  private static final int BODY = 32;

  /** Neither arrived nor lost when the run ended. */
  static final byte UNDER_WAY = 0;

  static final byte ARRIVED = 1;

  /** And more: the ordinal of the {@link DropReason}. */
  static final byte LOST = 2;

  /** Added if a link or LAN has made it, or a fault: it was not sent like this. */
  static final byte COPY = 16;

  private static final int LOOK_BACK = 256;
  private static final int BUFFER_SHIFT = 11;

  private final Wires wires;
  private final PacketView view = new PacketView();
  private long[] sent = new long[64];
  private long[] ended = new long[64];
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int[] lengths = new int[64];
  private short[] kept = new short[64];
  private byte[] fates = new byte[64];
  private byte[] bytes = new byte[64 * SNAP];
  private int count;

  /** By buffer, one more than the number of the frame that was put there last. */
  private int[] byBuffer = new int[64];

  PacketLog(Wires wires) {
    this.wires = wires;
  }

  /** All frames. */
  int count() {
    return count;
  }

  /** Whether a frame is among those that are kept. */
  private boolean isKept(int number) {
    return number < FIRST || number >= count - LAST;
  }

  /** Numbers of the frames that are kept, in the order in which they were added. */
  int[] numbers() {
    int tail = Math.max(FIRST, count - LAST);
    int head = Math.min(count, FIRST);
    int[] all = new int[head + Math.max(0, count - tail)];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < head ? i : tail + i - head;
    }
    return all;
  }

  private static int slot(int number) {
    return number < FIRST ? number : FIRST + (number - FIRST) % LAST;
  }

  long sent(int number) {
    return sent[slot(number)];
  }

  /** When it arrived or was lost; -1 if it was under way at the end. */
  long ended(int number) {
    return ended[slot(number)];
  }

  /** Twice the wire that it was sent on, plus the direction. */
  int from(int number) {
    return from[slot(number)];
  }

  /** Twice the wire that it arrived by, plus the direction; where it was sent if it did not. */
  int to(int number) {
    return to[slot(number)];
  }

  int length(int number) {
    return lengths[slot(number)];
  }

  byte fate(int number) {
    return fates[slot(number)];
  }

  /** How many bytes are kept. */
  int kept(int number) {
    return kept[slot(number)];
  }

  byte at(int number, int position) {
    return bytes[slot(number) * SNAP + position];
  }

  void sent(long time, int wire, int direction, ByteBuffer memory, int offset, int length) {
    int number = add(time, 2 * wire + direction, memory, offset, length);
    int buffer = offset >>> BUFFER_SHIFT;
    if (buffer >= byBuffer.length) {
      byBuffer = Arrays.copyOf(byBuffer, Integer.highestOneBit(buffer) * 2);
    }
    byBuffer[buffer] = number + 1;
  }

  void received(long time, int wire, int direction, ByteBuffer memory, int offset, int length) {
    int slot = open(time, wire, direction, memory, offset, length);
    ended[slot] = time;
    to[slot] = 2 * wire + direction;
    fates[slot] |= ARRIVED;
  }

  void dropped(
      long time,
      int wire,
      int direction,
      DropReason reason,
      ByteBuffer memory,
      int offset,
      int length) {
    int slot = open(time, wire, direction, memory, offset, length);
    ended[slot] = time;
    to[slot] = 2 * wire + direction;
    fates[slot] |= (byte) (LOST + reason.ordinal());
  }

  /** The slot of a frame whose end has come; of a new one if it is a copy. */
  private int open(
      long time, int wire, int direction, ByteBuffer memory, int offset, int length) {
    int buffer = offset >>> BUFFER_SHIFT;
    int number = buffer < byBuffer.length ? byBuffer[buffer] - 1 : -1;
    if (number >= 0 && isKept(number) && sameWay(slot(number), wire, direction, length)) {
      if (fates[slot(number)] == UNDER_WAY) {
        return slot(number);
      }
    }
    long since = time;
    int source = 2 * wire + direction;
    for (int i = count - 1; i >= 0 && i >= count - LOOK_BACK && isKept(i); i--) {
      int slot = slot(i);
      if (fates[slot] < COPY && sameWay(slot, wire, direction, length)
          && sameBytes(slot, memory, offset)) {
        since = sent[slot];
        source = from[slot];
        break;
      }
    }
    int copy = slot(add(since, source, memory, offset, length));
    fates[copy] = COPY;
    return copy;
  }

  private boolean sameWay(int slot, int wire, int direction, int length) {
    if (lengths[slot] != length) {
      return false;
    }
    int sender = from[slot] >> 1;
    return wires.isLink(wire)
        ? from[slot] == 2 * wire + direction
        : !wires.isLink(sender) && wires.lan(sender) == wires.lan(wire);
  }

  private boolean sameBytes(int slot, ByteBuffer memory, int offset) {
    for (int i = 0; i < kept[slot]; i++) {
      if (bytes[slot * SNAP + i] != memory.get(offset + i)) {
        return false;
      }
    }
    return true;
  }

  private int add(long time, int where, ByteBuffer memory, int offset, int length) {
    int number = count++;
    int slot = slot(number);
    if (slot == sent.length) {
      grow();
    }
    sent[slot] = time;
    ended[slot] = -1;
    from[slot] = where;
    to[slot] = where;
    lengths[slot] = length;
    fates[slot] = UNDER_WAY;
    int payload = view.wrap(memory, offset, length).payload();
    int snap = Math.min(Math.min(length, payload + BODY), SNAP);
    kept[slot] = (short) snap;
    memory.get(offset, bytes, slot * SNAP, snap);
    return number;
  }

  private void grow() {
    int size = Math.min(sent.length * 2, FIRST + LAST);
    sent = Arrays.copyOf(sent, size);
    ended = Arrays.copyOf(ended, size);
    from = Arrays.copyOf(from, size);
    to = Arrays.copyOf(to, size);
    lengths = Arrays.copyOf(lengths, size);
    kept = Arrays.copyOf(kept, size);
    fates = Arrays.copyOf(fates, size);
    bytes = Arrays.copyOf(bytes, size * SNAP);
  }
}
