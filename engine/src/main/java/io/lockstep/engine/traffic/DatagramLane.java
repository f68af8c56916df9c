package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.DatagramSpec;
import io.lockstep.engine.model.Law;
import io.lockstep.engine.model.Pace;
import io.lockstep.engine.model.Transport;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One socket of a flow that sends datagrams. Each begins with three big-endian numbers: the index
 * of the lane at its receiver (32 bits), its own number from 0 (32) and the virtual time of its
 * sending in nanoseconds of the scenario (64). A datagram whose sending fails counts as lost.
 *
 * <p>What is received comes in blocks ({@link DatagramSink#drain}); what is sent is an event each.
 */
final class DatagramLane extends Endpoint {
  /** Bytes of payload that the flow itself needs. */
  static final int HEADER = 16;

  private static final int MOST = 65_507;

  private enum Step {
    SOCKET,
    PREPARE,
    CONNECT,
    IDLE,
    SENDING,
    CLOSING
  }

  /**
   * Where it sends from and to.
   *
   * @param forward whether to the target
   */
  record Route(int from, InetAddress address, boolean forward) {}

  private final TrafficContext context;
  private final DatagramFlowActivity activity;
  private final ActivitySpec.UdpFlow flow;
  private final DatagramSpec spec;
  private final Route route;
  private final DatagramSink sink;
  private final UserMemory memory;
  private final ByteBuffer bigEndian;
  private final Pacer pacer;
  private final SocketPreparation preparation;
  private final int datagram;
  private final int numberAtSink;
  private final int target;
  private int targetLength;
  private final List<SequenceTracker> trackers = new ArrayList<>();

  private Step step = Step.SOCKET;
  private int prepared;
  private long fd = -1;
  private boolean ready;
  private long wakeAt = -1;
  private boolean done;
  private int sent;
  private int accepted;
  private long lastSentAt = -1;
  private long receivedBytes;
  private String sendError = "";
  private String openError = "";

  /**
   * Creates it.
   *
   * @param sink one that shares its list of lanes with all that receive from it
   * @param number tells the lanes of a flow apart
   * @param members how many receive each datagram
   */
  DatagramLane(
      TrafficContext context,
      DatagramFlowActivity activity,
      ActivitySpec.UdpFlow flow,
      Route route,
      DatagramSink sink,
      Pattern pattern,
      int number,
      int members) {
    super(context);
    this.context = context;
    this.activity = activity;
    this.flow = flow;
    this.spec = flow.datagrams();
    this.route = route;
    this.sink = sink;
    this.memory = context.memory();
    this.bigEndian = memory.buffer().duplicate().order(ByteOrder.BIG_ENDIAN);
    int most = most(flow);
    this.datagram = memory.allocate(most);
    for (int i = 0; i < most; i++) {
      memory.buffer().put(datagram + i, memory.buffer().get(pattern.at(i)));
    }
    this.target = memory.allocate(SocketAddresses.BYTES);
    LongSupplier random = context.random(flow.name(), 2 * number);
    Law sizes = spec.size() == null ? Law.constant(flow.sizeBytes()) : spec.size();
    Pace pace = spec.pace() == null ? Pace.constant(flow.rateBitsPerSecond()) : spec.pace();
    this.pacer =
        new Pacer(
            pace,
            new Sampler(sizes, context.random(flow.name(), 2 * number + 1), HEADER, MOST),
            random);
    int port = spec.sockets().sourcePort();
    int family = route.address() == null ? AF_PACKET : SocketAddresses.family(route.address());
    preparation =
        route.forward()
            ? new SocketPreparation(
                memory, spec.sockets().client(), spec.sockets().source(),
                port == 0 ? 0 : port + number, family)
            : new SocketPreparation(
                memory, spec.sockets().server(), null, 0, family);
    for (int i = 0; i < Math.max(1, members); i++) {
      trackers.add(new SequenceTracker());
    }
    spawn();
    numberAtSink = sink.add(this);
    bigEndian.putInt(datagram, numberAtSink);
  }

  private static int most(ActivitySpec.UdpFlow flow) {
    DatagramSpec spec = flow.datagrams();
    double most = spec.size() == null ? flow.sizeBytes() : spec.size().most();
    if (spec.pace() != null && spec.pace().kind() == Pace.Kind.TRACE) {
      most = spec.pace().sizes().stream().max().orElse(0);
    }
    return (int) Math.max(HEADER, Math.min(MOST, most));
  }

  /** User memory that one takes, without its sink. */
  static long memoryBytes(ActivitySpec.UdpFlow flow) {
    return most(flow)
        + 3 * 64
        + LaneTable.memoryBytes()
        + 2 * SocketPreparation.memoryBytes(flow.datagrams().sockets().client())
        + SocketPreparation.memoryBytes(flow.datagrams().sockets().server());
  }

  DatagramFlowActivity activity() {
    return activity;
  }

  /** Makes its task, also in a new kernel, and finds out where it sends to. */
  void spawn() {
    Task task = context.spawn(route.from(), this);
    if (spec.transport() == Transport.PACKET) {
      byte[] hardware = new byte[6];
      String own = route.forward() ? spec.fromNetdev() : spec.toNetdev();
      String other = route.forward() ? spec.toNetdev() : spec.fromNetdev();
      long index = Netdevs.index(task, memory, own);
      long result = activity.hardwareAddress(!route.forward(), other, hardware);
      if (index < 0 || result < 0) {
        openError = "netdev: " + Errno.name(Math.min(index, result));
        return;
      }
      targetLength =
          SocketAddresses.writeLinkLayer(
              memory.buffer(), target, spec.number(), (int) index, hardware);
    } else {
      int port = spec.transport() == Transport.RAW ? 0 : flow.port();
      targetLength = SocketAddresses.write(memory.buffer(), target, route.address(), port);
    }
  }

  void begin() {
    if (!openError.isEmpty()) {
      activity.failed(openError);
      return;
    }
    step = Step.SOCKET;
    Transport transport = spec.transport();
    switch (transport) {
      case PACKET -> post(Syscall.SOCKET, AF_PACKET, SOCK_DGRAM, 0, 0, 0, 0);
      case RAW ->
          post(
              Syscall.SOCKET, SocketAddresses.family(route.address()), SOCK_RAW, spec.number(),
              0, 0, 0);
      default ->
          post(
              Syscall.SOCKET,
              SocketAddresses.family(route.address()),
              transport.socketType(),
              transport.protocol(),
              0,
              0,
              0);
    }
  }

  /** Time has come, or it is to stop. */
  void wake() {
    if (step == Step.IDLE && !done) {
      next();
    }
  }

  boolean isForward() {
    return route.forward();
  }

  boolean isDone() {
    return done;
  }

  int from() {
    return route.from();
  }

  long lastSentAt() {
    return lastSentAt;
  }

  int sent() {
    return sent;
  }

  String sendError() {
    return sendError;
  }

  long receivedBytes() {
    return receivedBytes;
  }

  long received() {
    long received = 0;
    for (int i = 0; i < trackers.size(); i++) {
      received += trackers.get(i).received();
    }
    return received;
  }

  long received(int member) {
    return trackers.get(member).received();
  }

  long duplicated() {
    return trackers.stream().mapToLong(SequenceTracker::duplicated).sum();
  }

  long reordered() {
    return trackers.stream().mapToLong(SequenceTracker::reordered).sum();
  }

  /** Whether nothing is missing of what the kernel took, at any receiver. */
  boolean hasAll() {
    for (int i = 0; i < trackers.size(); i++) {
      if (trackers.get(i).received() < accepted) {
        return false;
      }
    }
    return true;
  }

  private void next() {
    if (!ready && !activity.isStopped() && (flow.count() < 0 || sent < flow.count())) {
      ready = pacer.next();
    }
    long due = activity.startedAt() + pacer.time();
    if (!ready || activity.isStopped() || due >= activity.stopAt()) {
      done = true;
      activity.laneStops();
      step = Step.CLOSING;
      post(Syscall.CLOSE, fd, 0, 0, 0, 0, 0);
      activity.laneDone();
      return;
    }
    long now = context.now();
    if (now < due) {
      step = Step.IDLE;
      if (wakeAt != due) {
        wakeAt = due;
        context.wakeAt(due, activity);
      }
      return;
    }
    step = Step.SENDING;
    ready = false;
    bigEndian.putInt(datagram + 4, sent);
    bigEndian.putLong(datagram + 8, now);
    sent++;
    sink.sent(numberAtSink, sent);
    lastSentAt = now;
    boolean connected = spec.transport() == Transport.DCCP;
    post(
        Syscall.SENDTO,
        fd,
        memory.address() + datagram,
        Math.max(HEADER, Math.min(MOST, pacer.size())),
        connected ? MSG_NOSIGNAL : 0,
        connected ? 0 : memory.address() + target,
        connected ? 0 : targetLength);
  }

  /** A datagram has been received by one of the receivers, perhaps a while ago. */
  void arrived(int member, int number, long sentAt, long arrivedAt, int length) {
    if (number < 0 || number >= sent || !trackers.get(member).add(number)) {
      return;
    }
    receivedBytes += length;
    activity.arrived(arrivedAt, arrivedAt - sentAt);
  }

  @Override
  public void completed(long result) {
    switch (step) {
      case SOCKET -> {
        if (result < 0) {
          boolean unknown =
              result == -Errno.EPROTONOSUPPORT || result == -Errno.ESOCKTNOSUPPORT;
          activity.failed(
              "socket: "
                  + Errno.name(result)
                  + (unknown ? " (this kernel has no " + spec.transport().word() + ")" : ""));
        } else {
          fd = result;
          prepare();
        }
      }
      case PREPARE -> {
        if (result < 0) {
          activity.failed(preparation.name(prepared) + ": " + Errno.name(result));
        } else {
          prepared++;
          prepare();
        }
      }
      case CONNECT -> {
        if (result < 0) {
          activity.failed("connect: " + Errno.name(result));
        } else {
          next();
        }
      }
      case SENDING -> {
        if (result < 0) {
          sendError = "sendto: " + Errno.name(result);
        } else {
          accepted++;
        }
        next();
      }
      case CLOSING, IDLE -> {}
      default -> throw new AssertionError(step);
    }
  }

  private void prepare() {
    if (prepared < preparation.calls()) {
      step = Step.PREPARE;
      preparation.post(this, prepared, fd);
    } else if (spec.transport() == Transport.DCCP) {
      step = Step.CONNECT;
      post(Syscall.CONNECT, fd, memory.address() + target, targetLength, 0, 0, 0);
    } else {
      next();
    }
  }
}
