package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.PPOLL;

import io.lockstep.libos.UserMemory;
import java.nio.ByteBuffer;

/** A ppoll(2) of one file descriptor, in user memory of its own. */
final class PollCall {
  /** User memory that one takes: a pollfd and a timespec. */
  static final int BYTES = 8 + 16;

  private static final int REVENTS = 6;
  private static final long SECOND_NS = 1_000_000_000L;

  private final UserMemory memory;
  private final int at;

  PollCall(UserMemory memory) {
    this.memory = memory;
    this.at = memory.allocate(BYTES);
  }

  /**
   * Posts it.
   *
   * @param events what to wait for besides the end of the time; 0 for nothing
   * @param timeout nanoseconds, or -1 for as long as it takes
   */
  void post(Endpoint endpoint, long fd, int events, long timeout) {
    ByteBuffer buffer = memory.buffer();
    buffer.putInt(at, (int) fd).putShort(at + 4, (short) events).putShort(at + REVENTS, (short) 0);
    buffer.putLong(at + 8, timeout / SECOND_NS).putLong(at + 16, timeout % SECOND_NS);
    long base = memory.address() + at;
    endpoint.post(PPOLL, base, events == 0 ? 0 : 1, timeout < 0 ? 0 : base + 8, 0, 8, 0);
  }

  /** What has come, once it has returned. */
  int events() {
    return memory.buffer().getShort(at + REVENTS) & 0xffff;
  }
}
