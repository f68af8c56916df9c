package io.lockstep.engine.traffic;

import io.lockstep.libos.UserMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * The lanes whose datagrams a receiver, or all members of a group, take in. How many each has sent
 * lies in user memory, where {@link DatagramJob} looks: a datagram that nobody has sent yet is not
 * one of theirs.
 */
final class LaneTable {
  private static final int NONE = -1;

  private final UserMemory memory;
  private final List<DatagramLane> lanes = new ArrayList<>();
  private int table = NONE;

  LaneTable(UserMemory memory) {
    this.memory = memory;
  }

  /** User memory that it takes, by lane. */
  static long memoryBytes() {
    return Integer.BYTES + 64;
  }

  /** Adds one, before anything is sent; returns its number. */
  int add(DatagramLane lane) {
    if (table != NONE) {
      throw new IllegalStateException("somebody receives already");
    }
    lanes.add(lane);
    return lanes.size() - 1;
  }

  int size() {
    return lanes.size();
  }

  DatagramLane get(int number) {
    return lanes.get(number);
  }

  /** Where the counts are, 32 bits each. */
  long address() {
    if (table == NONE) {
      table = memory.allocate(Math.max(1, lanes.size()) * Integer.BYTES);
      for (int i = 0; i < lanes.size(); i++) {
        sent(i, lanes.get(i).sent());
      }
    }
    return memory.address() + table;
  }

  /** A lane has begun to send another datagram. */
  void sent(int number, int count) {
    if (table != NONE) {
      memory.buffer().putInt(table + number * Integer.BYTES, count);
    }
  }

  /** Whether a flow among them is over with the next datagram to arrive, perhaps. */
  boolean awaitsLast() {
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i).activity().awaitsLast()) {
        return true;
      }
    }
    return false;
  }
}
