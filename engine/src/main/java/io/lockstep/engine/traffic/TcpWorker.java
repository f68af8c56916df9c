package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.UserMemory;

/** A task of a {@link TcpServer}: accepts a connection, reads and checks it to its end, repeats. */
final class TcpWorker extends Endpoint {
  private enum Step {
    IDLE,
    ACCEPT,
    UNMATCHED,
    RECEIVE,
    CLOSE
  }

  private final TcpServer server;
  private final UserMemory memory;
  private final Pattern pattern;
  private final int family;
  private final int buffer;
  private final int peer;
  private Step step = Step.IDLE;
  private long listener = -1;
  private long connection = -1;
  private TcpFlowActivity flow;

  TcpWorker(TrafficContext context, TcpServer server, int family, Pattern pattern) {
    super(context);
    this.server = server;
    this.family = family;
    this.pattern = pattern;
    this.memory = context.memory();
    this.buffer = memory.allocate(Pattern.CHUNK);
    this.peer = memory.allocate(SocketAddresses.BYTES + 4);
  }

  /** User memory that a worker takes. */
  static long memoryBytes() {
    return Pattern.CHUNK + 128;
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
    flow = null;
    int length = SocketAddresses.length(family);
    memory.buffer().putInt(peer + SocketAddresses.BYTES, length);
    long address = memory.address() + peer;
    post(
        Syscall.ACCEPT4, listener, address, address + SocketAddresses.BYTES, 0, 0, 0);
  }

  /** Reads what a flow sends. */
  void serve(TcpFlowActivity flow) {
    this.flow = flow;
    flow.served();
    receive();
  }

  private void receive() {
    step = Step.RECEIVE;
    post(
        Syscall.RECVFROM, connection, memory.address() + buffer, Pattern.CHUNK, 0, 0, 0);
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
      case RECEIVE -> {
        if (result > 0) {
          int length = (int) result;
          int wrong = pattern.mismatch(buffer, length, flow.receivedBytes());
          flow.received(length, wrong);
          receive();
          return;
        }
        step = Step.CLOSE;
        post(Syscall.CLOSE, connection, 0, 0, 0, 0, 0);
        if (result == 0) {
          flow.endOfData();
        } else {
          flow.receiveFailed("recv: " + Errno.name(result));
        }
      }
      case CLOSE -> accept();
      default -> throw new AssertionError(step);
    }
  }
}
