package io.lockstep.engine.traffic;

import io.lockstep.libos.Syscall;
import io.lockstep.libos.UserMemory;
import java.nio.ByteBuffer;

/**
 * Datagrams that are to be received: a chain of calls that the native runtime makes without coming
 * back for each ({@code struct lk_datagrams} in libos-native/runtime/datagrams.c). It notes what
 * arrives until somebody asks; it comes back when it has no more room for that.
 */
final class DatagramJob {
  /** Takes what has arrived, in the order of arrival. */
  interface Reader {
    /**
     * A datagram has arrived.
     *
     * @param lane number of the lane that has sent it, below {@link LaneTable#size}
     * @param number its own, less than that lane has sent
     * @param sentAt scenario time, as it says
     * @param arrivedAt scenario time
     */
    void arrived(int lane, int number, long sentAt, long arrivedAt, int length);
  }

  private static final int BYTES = 128;
  private static final int KIND = 0;
  private static final int FD = 8;
  private static final int BUFFER = 16;
  private static final int SIZE = 24;
  private static final int SENT = 32;
  private static final int SENDERS = 40;
  private static final int RECORDS = 48;
  private static final int ROOM = 56;
  private static final int COUNT = 64;
  private static final int IPV4 = 72;
  private static final int ONCE = 80;
  private static final long DATAGRAMS = 3;

  private static final int MOST_RECORDS = 256;
  private static final int RECORD_BYTES = 32;

  private final TrafficContext context;
  private final LaneTable lanes;
  private final ByteBuffer memory;
  private final long address;
  private final int at;
  private final int records;

  /**
   * Creates it, when all lanes are known.
   *
   * @param buffer where received bytes go
   * @param ipv4 whether each datagram begins with an IPv4 header
   */
  DatagramJob(TrafficContext context, LaneTable lanes, int buffer, int size, boolean ipv4) {
    this.context = context;
    this.lanes = lanes;
    UserMemory user = context.memory();
    this.memory = user.buffer();
    this.at = user.allocate(BYTES);
    this.records = user.allocate(MOST_RECORDS * RECORD_BYTES);
    this.address = user.address() + at;
    memory.putLong(at + KIND, DATAGRAMS);
    memory.putLong(at + BUFFER, user.address() + buffer);
    memory.putLong(at + SIZE, size);
    memory.putLong(at + SENT, lanes.address());
    memory.putLong(at + SENDERS, lanes.size());
    memory.putLong(at + RECORDS, user.address() + records);
    memory.putLong(at + ROOM, MOST_RECORDS);
    memory.putLong(at + COUNT, 0);
    memory.putLong(at + IPV4, ipv4 ? 1 : 0);
  }

  /** User memory that one takes. */
  static long memoryBytes() {
    return BYTES + MOST_RECORDS * RECORD_BYTES + 64;
  }

  /** Posts it. */
  void post(Endpoint endpoint, long fd) {
    memory.putLong(at + FD, fd);
    memory.putLong(at + ONCE, context.watchesActivities() || lanes.awaitsLast() ? 1 : 0);
    endpoint.post(Syscall.LOCKSTEP_JOB, address, 0, 0, 0, 0, 0);
  }

  /** Has it come back with the next datagram, as long as it is on its way. */
  void once() {
    memory.putLong(at + ONCE, 1);
  }

  /** Hands over what has been noted, and forgets it. */
  void drain(Reader reader) {
    int count = (int) memory.getLong(at + COUNT);
    memory.putLong(at + COUNT, 0);
    for (int i = 0, r = records; i < count; i++, r += RECORD_BYTES) {
      reader.arrived(
          memory.getInt(r),
          memory.getInt(r + 4),
          memory.getLong(r + 8),
          context.scenarioTime(memory.getLong(r + 16)),
          memory.getInt(r + 24));
    }
  }
}
