package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.UserMemory;

/**
 * A TCP transfer in one direction. The client connects, sends, shuts its side down and waits for
 * the server's; the flow is completed when the server has read every byte, each compared with what
 * was sent, and the end of the stream. If a node at one of its ends is rebooted after the server
 * has accepted the connection, or the client's node at any time, it fails.
 */
final class TcpFlowActivity extends Activity {
  private enum Step {
    SOCKET,
    CONNECT,
    NAME,
    SEND,
    SHUTDOWN,
    DRAIN,
    CLOSE
  }

  private static final int DRAIN_BYTES = 64;

  private final ActivitySpec.TcpFlow flow;
  private final TcpServer server;
  private final Pattern pattern;
  private final UserMemory memory;
  private final Client client;
  private final int target;
  private final int targetLength;
  private final int local;
  private final int drain;

  private Step step = Step.SOCKET;
  private long fd = -1;
  private boolean clientKnown;
  private boolean served;
  private long sent;
  private long received;
  private long lastReceivedAt = -1;
  private boolean sendingDone;
  private boolean stopped;

  TcpFlowActivity(
      TrafficContext context, ActivitySpec.TcpFlow flow, TcpServer server, Pattern pattern) {
    super(context, flow);
    this.flow = flow;
    this.server = server;
    this.pattern = pattern;
    this.memory = context.memory();
    this.target = memory.allocate(SocketAddresses.BYTES);
    this.targetLength =
        SocketAddresses.write(memory.buffer(), target, flow.address(), flow.port());
    this.local = memory.allocate(SocketAddresses.BYTES + 4);
    this.drain = memory.allocate(DRAIN_BYTES);
    this.client = new Client(context);
    context.spawn(flow.from(), client);
    server.add(this, pattern);
  }

  /** User memory that a flow takes, with its worker. */
  static long memoryBytes() {
    return 4 * 64 + DRAIN_BYTES + TcpWorker.memoryBytes();
  }

  @Override
  void begin() {
    if (!server.error().isEmpty()) {
      fail(server.error());
      return;
    }
    step = Step.SOCKET;
    client.post(
        Syscall.SOCKET, SocketAddresses.family(flow.address()), SOCK_STREAM, 0, 0, 0, 0);
  }

  @Override
  public void wake() {}

  @Override
  public void nodeDied(int node, String why) {
    if (node == flow.from() || node == flow.to()) {
      fail(why);
    }
  }

  @Override
  public void nodeRebooted(int node, String why) {
    if (isRunning() && (node == flow.from() || (node == flow.to() && served))) {
      fail(why);
    } else if (isWaiting() && node == flow.from()) {
      context.spawn(node, client);
    }
  }

  @Override
  void finishSending() {
    stopped = true;
  }

  /** True if its client is connected, but no worker has its connection yet. */
  boolean isUnserved() {
    return clientKnown && !served && isRunning();
  }

  void served() {
    served = true;
  }

  /** Where the client's own address lies in memory. */
  int clientAddress() {
    return local;
  }

  @Override
  public int localPort() {
    return clientKnown
        ? Short.reverseBytes(memory.buffer().getShort(local + 2)) & 0xffff
        : -1;
  }

  long receivedBytes() {
    return received;
  }

  /**
   * Bytes have been read.
   *
   * @param wrong position of the first one that is not what was sent, or -1
   */
  void received(int length, int wrong) {
    if (wrong >= 0) {
      fail("byte " + (received + wrong) + " differs from what was sent");
    }
    received += length;
    lastReceivedAt = context.now();
  }

  void endOfData() {
    if (sendingDone && received == sent) {
      complete(context.now());
    } else {
      fail("the connection was closed after " + received + " of " + sent + " bytes");
    }
  }

  void receiveFailed(String why) {
    fail(why);
  }

  private void next() {
    if (hasEnded()) {
      close();
      return;
    }
    long left = flow.sendBytes() < 0 ? Pattern.CHUNK : flow.sendBytes() - sent;
    boolean late = flow.stopNs() >= 0 && context.now() >= flow.stopNs();
    if (left == 0 || late || stopped) {
      sendingDone = true;
      step = Step.SHUTDOWN;
      client.post(Syscall.SHUTDOWN, fd, SHUT_WR, 0, 0, 0, 0);
      return;
    }
    step = Step.SEND;
    client.post(
        Syscall.SENDTO,
        fd,
        memory.address() + pattern.at(sent),
        Math.min(left, Pattern.CHUNK),
        MSG_NOSIGNAL,
        0,
        0);
  }

  private void close() {
    step = Step.CLOSE;
    client.post(Syscall.CLOSE, fd, 0, 0, 0, 0, 0);
  }

  @Override
  public double metric(MetricName name) {
    return switch (name) {
      case SENT -> sent;
      case RECEIVED -> received;
      case DURATION, FINISHED, GOODPUT -> commonMetric(name, lastReceivedAt, received);
      default -> NONE;
    };
  }

  private final class Client extends Endpoint {
    Client(TrafficContext context) {
      super(context);
    }

    @Override
    public void completed(long result) {
      if (result < 0 && step != Step.CLOSE) {
        Step failed = step;
        if (fd >= 0) {
          close();
        }
        fail(callName(failed) + ": " + Errno.name(result));
        return;
      }
      switch (step) {
        case SOCKET -> {
          fd = result;
          step = Step.CONNECT;
          post(Syscall.CONNECT, fd, memory.address() + target, targetLength, 0, 0, 0);
        }
        case CONNECT -> {
          step = Step.NAME;
          memory.buffer().putInt(local + SocketAddresses.BYTES, SocketAddresses.BYTES);
          long address = memory.address() + local;
          post(Syscall.GETSOCKNAME, fd, address, address + SocketAddresses.BYTES, 0, 0, 0);
        }
        case NAME -> {
          clientKnown = true;
          server.clientKnown(TcpFlowActivity.this);
          next();
        }
        case SEND -> {
          sent += result;
          next();
        }
        case SHUTDOWN -> {
          step = Step.DRAIN;
          post(Syscall.RECVFROM, fd, memory.address() + drain, DRAIN_BYTES, 0, 0, 0);
        }
        case DRAIN -> close();
        case CLOSE -> {}
        default -> throw new AssertionError(step);
      }
    }

    private static String callName(Step step) {
      return switch (step) {
        case SOCKET -> "socket";
        case CONNECT -> "connect";
        case NAME -> "getsockname";
        case SHUTDOWN -> "shutdown";
        case DRAIN -> "recv";
        default -> "send";
      };
    }
  }
}
