package io.lockstep.engine.traffic;

import io.lockstep.libos.Syscall;
import io.lockstep.libos.UserMemory;
import java.nio.ByteBuffer;

/**
 * Bytes that are to be sent, or to be received and compared with what was sent: a chain of calls
 * that the native runtime makes without coming back for each ({@code struct lk_stream} in
 * libos-native/runtime/stream.c). Its counters can be read at any time.
 */
final class StreamJob {
  private static final int BYTES = 128;
  private static final int KIND = 0;
  private static final int FD = 8;
  private static final int BUFFER = 16;
  private static final int PATTERN = 24;
  private static final int PERIOD = 32;
  private static final int CHUNK = 40;
  private static final int POSITION = 48;
  private static final int LEFT = 56;
  private static final int UNTIL = 64;
  private static final int TIME = 72;
  private static final int WRONG = 80;
  private static final int ONCE = 88;
  private static final long SEND = 1;
  private static final long RECEIVE = 2;

  private final TrafficContext context;
  private final ByteBuffer memory;
  private final long address;
  private final int at;

  /**
   * Creates it.
   *
   * @param buffer where received bytes go; -1 if it is for sending
   */
  StreamJob(TrafficContext context, Pattern pattern, int buffer) {
    this.context = context;
    UserMemory user = context.memory();
    this.memory = user.buffer();
    this.at = user.allocate(BYTES);
    this.address = user.address() + at;
    memory.putLong(at + KIND, buffer < 0 ? SEND : RECEIVE);
    memory.putLong(at + BUFFER, buffer < 0 ? 0 : user.address() + buffer);
    memory.putLong(at + PATTERN, user.address() + pattern.at(0));
    memory.putLong(at + PERIOD, Pattern.PERIOD);
    memory.putLong(at + CHUNK, Pattern.CHUNK);
    reset();
  }

  /** User memory that one takes. */
  static long memoryBytes() {
    return BYTES;
  }

  /** Begins anew. */
  void reset() {
    memory.putLong(at + POSITION, 0);
    memory.putLong(at + TIME, -1);
    memory.putLong(at + WRONG, -1);
  }

  /**
   * Posts it.
   *
   * @param left bytes to transfer at most
   * @param until scenario time from which on nothing more is sent; Long.MAX_VALUE for never
   */
  void post(Endpoint endpoint, long fd, long left, long until) {
    memory.putLong(at + FD, fd);
    memory.putLong(at + LEFT, left);
    memory.putLong(at + UNTIL, context.kernelTime(until));
    memory.putLong(at + ONCE, context.watchesActivities() ? 1 : 0);
    endpoint.post(Syscall.LOCKSTEP_JOB, address, 0, 0, 0, 0, 0);
  }

  /** Lets it end with the call that is on its way. */
  void stop() {
    memory.putLong(at + UNTIL, 0);
  }

  /** Bytes so far. */
  long position() {
    return memory.getLong(at + POSITION);
  }

  /** Bytes were transferred by other calls. */
  void advance(long bytes) {
    memory.putLong(at + POSITION, position() + bytes);
    memory.putLong(at + TIME, context.kernelTime(context.now()));
  }

  /** Bytes that it has not transferred of what it was to. */
  long left() {
    return memory.getLong(at + LEFT);
  }

  /** Scenario time of the last transfer, or -1. */
  long time() {
    long time = memory.getLong(at + TIME);
    return time < 0 ? -1 : context.scenarioTime(time);
  }

  /** Position of the first byte that is not what was sent, or -1. */
  long wrong() {
    return memory.getLong(at + WRONG);
  }
}
