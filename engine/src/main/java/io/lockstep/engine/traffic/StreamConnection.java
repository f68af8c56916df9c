package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;
import static io.lockstep.libos.Errno.EPROTONOSUPPORT;
import static io.lockstep.libos.Errno.ESOCKTNOSUPPORT;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Law;
import io.lockstep.engine.model.StreamSpec;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.UserMemory;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** One connection of a flow: the client that makes it, and what both directions carry. */
final class StreamConnection extends Endpoint {
  private enum Step {
    SOCKET,
    PREPARE,
    CONNECT,
    NAME,
    TALK,
    CLOSE
  }

  private static final long MOST_BYTES = 1L << 40;

  final StreamHalf forward;
  final StreamHalf backward;

  private final TrafficContext context;
  private final StreamFlowActivity activity;
  private final ActivitySpec.TcpFlow flow;
  private final StreamServer server;
  private final UserMemory memory;
  private final StreamEnd end;
  private final SocketPreparation preparation;
  private final int target;
  private final int targetLength;
  private final int local;

  private Step step = Step.SOCKET;
  private int prepared;
  private long fd = -1;
  private boolean begun;
  private boolean known;
  private boolean served;

  private Sampler requests;
  private Sampler responses;
  private Sampler thoughts;
  private long[] sizes = new long[32];
  private int drawn;

  StreamConnection(
      TrafficContext context,
      StreamFlowActivity activity,
      ActivitySpec.TcpFlow flow,
      StreamServer server,
      Pattern pattern,
      int number) {
    super(context);
    this.context = context;
    this.activity = activity;
    this.flow = flow;
    this.server = server;
    this.memory = context.memory();
    StreamSpec spec = flow.stream();
    target = memory.allocate(SocketAddresses.BYTES);
    targetLength = SocketAddresses.write(memory.buffer(), target, flow.address(), flow.port());
    local = memory.allocate(SocketAddresses.BYTES + 4);
    end = new StreamEnd(context, this, pattern);
    boolean dialogue = spec.dialogue() != null;
    boolean there = dialogue || spec.heading().forward();
    boolean back = dialogue || spec.heading().backward();
    forward = new StreamHalf(context, pattern, there, dialogue ? -1 : flow.sendBytes());
    backward = new StreamHalf(context, pattern, back, dialogue ? -1 : flow.sendBytes());
    LongSupplier random = context.random(flow.name(), 4 * number);
    if (spec.pace() != null) {
      forward.pacer = pacer(spec, random);
      backward.pacer = pacer(spec, context.random(flow.name(), 4 * number + 1));
    }
    if (dialogue) {
      StreamSpec.Dialogue talk = spec.dialogue();
      requests = new Sampler(talk.request(), random, 1, MOST_BYTES);
      responses = new Sampler(talk.response(), random, 1, MOST_BYTES);
      thoughts =
          new Sampler(
              talk.think(), context.random(flow.name(), 4 * number + 2), 0, Long.MAX_VALUE / 4);
    }
    int port = spec.sockets().sourcePort();
    preparation =
        new SocketPreparation(
            memory,
            spec.sockets().client(),
            spec.sockets().source(),
            port == 0 ? 0 : port + number,
            SocketAddresses.family(flow.address()));
    context.spawn(flow.from(), this);
    server.add(this);
  }

  private static Pacer pacer(StreamSpec spec, LongSupplier random) {
    return new Pacer(
        spec.pace(),
        new Sampler(
            Law.constant(spec.chunk()), random, 1, Integer.MAX_VALUE),
        random);
  }

  /** User memory that one takes, with its worker. */
  static long memoryBytes(ActivitySpec.TcpFlow flow) {
    StreamSpec spec = flow.stream();
    return 4 * 64
        + StreamEnd.memoryBytes()
        + StreamHalf.memoryBytes(true) * 2
        + SocketPreparation.memoryBytes(spec.sockets().client())
        + StreamWorker.memoryBytes()
        + 512;
  }

  StreamSpec spec() {
    return flow.stream();
  }

  void begin() {
    begun = true;
    step = Step.SOCKET;
    post(
        Syscall.SOCKET,
        SocketAddresses.family(flow.address()),
        spec().transport().socketType(),
        spec().transport().protocol(),
        0,
        0,
        0);
  }

  /** Its task is gone with the kernel, and it has not begun. */
  void respawn() {
    context.spawn(flow.from(), this);
  }

  void stop() {
    forward.send.stop();
    backward.send.stop();
  }

  // ------------------------------------------------------------- for the ends

  boolean isOver() {
    return activity.hasEnded();
  }

  boolean hasToStop() {
    return activity.isStopped() || context.now() >= activity.stopAt();
  }

  long stopAt() {
    return activity.stopAt();
  }

  long startedAt() {
    return activity.startedAt();
  }

  void failed(String why) {
    activity.failed(why);
  }

  void answered(long latency) {
    activity.answered(latency);
  }

  long think() {
    return thoughts.next();
  }

  /** Bytes of a request, from 0. */
  long requestSize(int number) {
    draw(number);
    return sizes[2 * number];
  }

  /** Bytes of the response to a request. */
  long responseSize(int number) {
    draw(number);
    return sizes[2 * number + 1];
  }

  private void draw(int number) {
    while (drawn <= number) {
      if (2 * drawn + 2 > sizes.length) {
        sizes = Arrays.copyOf(sizes, sizes.length * 2);
      }
      sizes[2 * drawn] = requests.next();
      sizes[2 * drawn + 1] = responses.next();
      drawn++;
    }
  }

  /** A receiver has read the end of a direction. */
  void endOfData(StreamHalf half) {
    if (half.sendingDone && half.received() == half.sent()) {
      half.ended = true;
      if (forward.ended && backward.ended) {
        activity.connectionEnded();
      }
    } else {
      failed(
          "the connection was closed after " + half.received() + " of " + half.sent() + " bytes");
    }
  }

  /** The server has read the end behind the last request. */
  void endOfRequests() {
    boolean whole = forward.received() == forward.sent() && backward.received() == backward.sent();
    if (forward.sendingDone && whole) {
      forward.ended = true;
      backward.ended = true;
      activity.connectionEnded();
    } else {
      failed("the connection was closed in the middle of a request");
    }
  }

  // ----------------------------------------------------------- for the server

  /** True if its client is connected, but no worker has its connection yet. */
  boolean isUnserved() {
    return known && !served && !activity.hasEnded();
  }

  /** True if its client may be connected, but does not know its own address yet. */
  boolean isConnecting() {
    return begun && !known && !activity.hasEnded();
  }

  /** The node of its client. */
  int clientNode() {
    return flow.from();
  }

  boolean isServed() {
    return served;
  }

  void served() {
    served = true;
  }

  /** Where the client's own address lies in memory. */
  int clientAddress() {
    return local;
  }

  /** The port of the client, or -1 before it is known. */
  int localPort() {
    return known ? SocketAddresses.port(memory.buffer(), local) : -1;
  }

  private void close() {
    step = Step.CLOSE;
    post(Syscall.CLOSE, fd, 0, 0, 0, 0, 0);
  }

  @Override
  public void completed(long result) {
    if (step == Step.TALK) {
      if (end.completed(result)) {
        close();
      }
      return;
    }
    if (result < 0 && step != Step.CLOSE) {
      String call = callName();
      if (fd >= 0) {
        close();
      }
      failed(call + ": " + Errno.name(result) + hint(call, result));
      return;
    }
    switch (step) {
      case SOCKET -> {
        fd = result;
        prepare();
      }
      case PREPARE -> {
        prepared++;
        prepare();
      }
      case CONNECT -> {
        step = Step.NAME;
        memory.buffer().putInt(local + SocketAddresses.BYTES, SocketAddresses.BYTES);
        long address = memory.address() + local;
        post(Syscall.GETSOCKNAME, fd, address, address + SocketAddresses.BYTES, 0, 0, 0);
      }
      case NAME -> {
        known = true;
        activity.connected();
        server.clientKnown(this);
        step = Step.TALK;
        if (end.begin(this, true, fd)) {
          close();
        }
      }
      case CLOSE -> {}
      default -> throw new AssertionError(step);
    }
  }

  private void prepare() {
    if (prepared < preparation.calls()) {
      step = Step.PREPARE;
      preparation.post(this, prepared, fd);
    } else {
      step = Step.CONNECT;
      post(Syscall.CONNECT, fd, memory.address() + target, targetLength, 0, 0, 0);
    }
  }

  private String callName() {
    return switch (step) {
      case SOCKET -> "socket";
      case PREPARE -> preparation.name(prepared);
      case CONNECT -> "connect";
      default -> "getsockname";
    };
  }

  private String hint(String call, long result) {
    boolean unknown = result == -EPROTONOSUPPORT || result == -ESOCKTNOSUPPORT;
    return call.equals("socket") && unknown
        ? " (this kernel has no " + spec().transport().word() + ")"
        : "";
  }
}
