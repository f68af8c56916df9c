package io.lockstep.engine.traffic;

import io.lockstep.libos.Syscall;
import io.lockstep.libos.UserMemory;

/** A task of a {@link StreamServer}: accepts a connection, serves it to its end, repeats. */
final class StreamWorker extends Endpoint {
  private enum Step {
    IDLE,
    ACCEPT,
    UNMATCHED,
    TALK,
    CLOSE
  }

  private final StreamServer server;
  private final UserMemory memory;
  private final int family;
  private final StreamEnd end;
  private final int peer;
  private Step step = Step.IDLE;
  private long listener = -1;
  private long connection = -1;

  StreamWorker(TrafficContext context, StreamServer server, int family, Pattern pattern) {
    super(context);
    this.server = server;
    this.family = family;
    this.memory = context.memory();
    this.end = new StreamEnd(context, this, pattern);
    this.peer = memory.allocate(SocketAddresses.BYTES + 4);
  }

  /** User memory that a worker takes. */
  static long memoryBytes() {
    return StreamEnd.memoryBytes() + 128;
  }

  /** The socket on which it is to accept, in a task that has done nothing yet. */
  void listener(long fd) {
    listener = fd;
    step = Step.IDLE;
  }

  /** Where the address of the connection's other end lies in memory. */
  int peerAddress() {
    return peer;
  }

  boolean isUnmatched() {
    return step == Step.UNMATCHED;
  }

  void start() {
    if (listener >= 0) {
      accept();
    }
  }

  private void accept() {
    step = Step.ACCEPT;
    int length = SocketAddresses.length(family);
    memory.buffer().putInt(peer + SocketAddresses.BYTES, length);
    long address = memory.address() + peer;
    post(
        Syscall.ACCEPT4, listener, address, address + SocketAddresses.BYTES, 0, 0, 0);
  }

  /** Serves the connection, whose client is known now. */
  void serve(StreamConnection served) {
    served.served();
    step = Step.TALK;
    if (end.begin(served, false, connection)) {
      close();
    }
  }

  private void close() {
    step = Step.CLOSE;
    post(Syscall.CLOSE, connection, 0, 0, 0, 0, 0);
  }

  @Override
  public void completed(long result) {
    switch (step) {
      case ACCEPT -> {
        if (result < 0) {
          accept();
          return;
        }
        connection = result;
        step = Step.UNMATCHED;
        server.accepted(this);
      }
      case TALK -> {
        if (end.completed(result)) {
          close();
        }
      }
      case CLOSE -> accept();
      default -> throw new AssertionError(step);
    }
  }
}
