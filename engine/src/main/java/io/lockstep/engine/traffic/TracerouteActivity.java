package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.UserMemory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Probes with TTL 1, 2, 3 and so on, one after the other: UDP datagrams to ports from 33434 on, or
 * echo requests. A raw ICMP socket receives what routers and the target say to them, as classic
 * traceroute(8) does. It is completed when a probe has reached the target, or the greatest TTL has
 * been tried; it fails if nobody has answered at all.
 */
final class TracerouteActivity extends Activity {
  private enum Step {
    SOCKET,
    FILTER,
    PROBE_SOCKET,
    PREPARE,
    TTL,
    SENDING,
    POLLING,
    RECEIVING,
    CLOSING,
    CLOSED
  }

  private static final int FIRST_PORT = 33_434;
  private static final int REPLY_BYTES = 2048;
  private static final int IP_TTL = 2;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int UDP_HEADER = 8;
  private static final int IPV6_HEADER = 40;
  private static final int ICMP_DEST_UNREACH = 3;
  private static final int ICMP_TIME_EXCEEDED = 11;
  private static final int ICMPV6_DEST_UNREACH = 1;
  private static final int ICMPV6_TIME_EXCEED = 3;

  private final ActivitySpec.Traceroute spec;
  private final UserMemory memory;
  private final boolean ipv6;
  private final int identifier;
  private final Machine machine;
  private final SocketPreparation preparation;
  private final int probe;
  private final int probeBytes;
  private final int reply;
  private final int peer;
  private final int address;
  private final PollCall poll;
  private final int option;
  private final TimeStatistics times = new TimeStatistics();

  /** By TTL: who answered first. */
  private final InetAddress[] answers;

  private Step step = Step.SOCKET;
  private int prepared;
  private long listener = -1;
  private long fd = -1;
  private int ttl = 1;
  private int number;
  private long sentAt;
  private boolean reached;
  private boolean stopped;
  private long lastAt = -1;
  private String sendError = "";

  /**
   * Creates it.
   *
   * @param identifier of its echo requests, different for all pings of a node
   */
  TracerouteActivity(TrafficContext context, ActivitySpec.Traceroute spec, int identifier) {
    super(context, spec);
    this.spec = spec;
    this.memory = context.memory();
    this.ipv6 = SocketAddresses.family(spec.address()) == AF_INET6;
    this.identifier = identifier & 0xffff;
    this.probeBytes = spec.sizeBytes() + (spec.icmp() ? EchoMessage.HEADER : 0);
    this.probe = memory.allocate(Math.max(1, probeBytes));
    for (int i = 0; i < spec.sizeBytes(); i++) {
      memory.buffer().put(probe + probeBytes - spec.sizeBytes() + i, (byte) i);
    }
    this.reply = memory.allocate(REPLY_BYTES);
    this.peer = memory.allocate(SocketAddresses.BYTES + 4);
    this.address = memory.allocate(SocketAddresses.BYTES);
    this.poll = new PollCall(memory);
    this.option = memory.allocate(IcmpFilter.BYTES);
    this.answers = new InetAddress[spec.maxHops() + 1];
    preparation =
        new SocketPreparation(
            memory,
            spec.sockets().client(),
            spec.sockets().source(),
            0,
            ipv6 ? AF_INET6 : AF_INET);
    machine = new Machine(context);
    context.spawn(spec.from(), machine);
  }

  /** User memory that one takes. */
  static long memoryBytes(ActivitySpec.Traceroute spec) {
    return spec.sizeBytes()
        + REPLY_BYTES
        + 7 * 64
        + 64
        + SocketPreparation.memoryBytes(spec.sockets().client());
  }

  @Override
  void begin() {
    step = Step.SOCKET;
    socket(SOCK_RAW, ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
  }

  private void socket(int type, int protocol) {
    machine.post(Syscall.SOCKET, ipv6 ? AF_INET6 : AF_INET, type, protocol, 0, 0, 0);
  }

  @Override
  public void wake() {}

  @Override
  void finishSending() {
    stopped = true;
  }

  @Override
  public void nodeDied(int node, String why) {
    if (node == spec.from()) {
      fail(why);
    }
  }

  @Override
  public void nodeRebooted(int node, String why) {
    if (node == spec.from() && isRunning()) {
      fail(why);
    } else if (node == spec.from() && isWaiting()) {
      context.spawn(node, machine);
    }
  }

  /** Lets answers through only. */
  private void setFilter() {
    step = Step.FILTER;
    int[] types =
        ipv6
            ? new int[] {EchoMessage.ICMPV6_ECHO_REPLY, ICMPV6_DEST_UNREACH, ICMPV6_TIME_EXCEED}
            : new int[] {EchoMessage.ICMP_ECHOREPLY, ICMP_DEST_UNREACH, ICMP_TIME_EXCEEDED};
    IcmpFilter.post(machine, memory, option, listener, ipv6, types);
  }

  private void prepare(int call) {
    prepared = call;
    if (call < preparation.calls()) {
      step = Step.PREPARE;
      preparation.post(machine, call, fd);
    } else {
      nextProbe();
    }
  }

  private void nextProbe() {
    if (number == spec.probes()) {
      number = 0;
      ttl++;
    }
    boolean over = number == 0 && (reached || ttl > spec.maxHops());
    if (over || stopped || hasEnded()) {
      close();
      finish();
      return;
    }
    step = Step.TTL;
    memory.buffer().putInt(option, ttl);
    machine.post(
        Syscall.SETSOCKOPT,
        fd,
        ipv6 ? SOL_IPV6 : 0,
        ipv6 ? IPV6_UNICAST_HOPS : IP_TTL,
        memory.address() + option,
        4,
        0);
  }

  private void finish() {
    if (times.count() == 0) {
      fail(sendError.isEmpty() ? "nobody answered" : sendError);
    } else {
      complete(lastAt);
    }
  }

  /** The number that tells the probe in an answer: the low bits of the port, or the sequence. */
  private int tag() {
    return (ttl - 1) * spec.probes() + number;
  }

  private void send() {
    step = Step.SENDING;
    sentAt = context.now();
    int port = 0;
    if (spec.icmp()) {
      EchoMessage.writeRequest(memory.buffer(), probe, ipv6, identifier, tag());
      if (!ipv6) {
        EchoMessage.writeChecksum(memory.buffer(), probe, probeBytes);
      }
    } else {
      port = FIRST_PORT + tag();
    }
    int length = SocketAddresses.write(memory.buffer(), address, spec.address(), port);
    machine.post(
        Syscall.SENDTO,
        fd,
        memory.address() + probe,
        probeBytes,
        0,
        memory.address() + address,
        length);
  }

  private void poll() {
    long left = sentAt + spec.timeoutNs() - context.now();
    if (left <= 0) {
      number++;
      nextProbe();
      return;
    }
    step = Step.POLLING;
    poll.post(machine, listener, POLLIN, left);
  }

  private void receive() {
    step = Step.RECEIVING;
    memory.buffer().putInt(peer + SocketAddresses.BYTES, SocketAddresses.BYTES);
    long from = memory.address() + peer;
    machine.post(
        Syscall.RECVFROM,
        listener,
        memory.address() + reply,
        REPLY_BYTES,
        MSG_DONTWAIT,
        from,
        from + SocketAddresses.BYTES);
  }

  /** Whether a message answers the present probe. */
  private boolean isAnswer(int length) {
    ByteBuffer buffer = memory.buffer();
    int at = reply;
    int end = reply + length;
    if (!ipv6) {
      at += (buffer.get(at) & 0xf) * 4;
    }
    if (end - at < EchoMessage.HEADER) {
      return false;
    }
    int type = buffer.get(at) & 0xff;
    if (type == (ipv6 ? EchoMessage.ICMPV6_ECHO_REPLY : EchoMessage.ICMP_ECHOREPLY)) {
      reached |= spec.icmp() && isOwn(at);
      return spec.icmp() && isOwn(at);
    }
    // The beginning of the probe's own packet follows.
    int packet = at + EchoMessage.HEADER;
    int inner = packet + (ipv6 ? IPV6_HEADER : (buffer.get(packet) & 0xf) * 4);
    if (end - inner < UDP_HEADER) {
      return false;
    }
    boolean own =
        spec.icmp()
            ? isOwn(inner)
            : bigEndian(inner + 2) == FIRST_PORT + tag() && isTarget(packet);
    boolean exceeded = type == (ipv6 ? ICMPV6_TIME_EXCEED : ICMP_TIME_EXCEEDED);
    reached |= own && !exceeded;
    return own;
  }

  private boolean isOwn(int icmp) {
    return bigEndian(icmp + 4) == identifier && bigEndian(icmp + 6) == (tag() & 0xffff);
  }

  private boolean isTarget(int packet) {
    byte[] target = spec.address().getAddress();
    byte[] destination = new byte[target.length];
    memory.buffer().get(packet + (ipv6 ? 24 : 16), destination);
    return Arrays.equals(target, destination);
  }

  private int bigEndian(int at) {
    ByteBuffer buffer = memory.buffer();
    return (buffer.get(at) & 0xff) << 8 | (buffer.get(at + 1) & 0xff);
  }

  private void answered() {
    byte[] who = new byte[ipv6 ? 16 : 4];
    memory.buffer().get(peer + (ipv6 ? 8 : 4), who);
    try {
      if (answers[ttl] == null) {
        answers[ttl] = InetAddress.getByAddress(who);
      }
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
    lastAt = context.now();
    times.add(context.now() - sentAt);
    number++;
    nextProbe();
  }

  private void close() {
    step = Step.CLOSING;
    machine.post(Syscall.CLOSE, fd, 0, 0, 0, 0, 0);
  }

  @Override
  public double metric(MetricName name) {
    return switch (name) {
      case HOPS -> times.count() == 0 ? NONE : Math.min(ttl - (number == 0 ? 1 : 0), spec.maxHops());
      case RTT_MIN -> times.min();
      case RTT_AVG -> times.average();
      case RTT_MAX -> times.max();
      case GOODPUT -> NONE;
      default -> commonMetric(name, lastAt, 0);
    };
  }

  @Override
  public int parts() {
    return answers.length - 1;
  }

  @Override
  public InetAddress hop(int ttl) {
    return ttl >= 1 && ttl < answers.length ? answers[ttl] : null;
  }

  private final class Machine extends Endpoint {
    Machine(TrafficContext context) {
      super(context);
    }

    @Override
    public void completed(long result) {
      boolean vital = step.ordinal() <= Step.TTL.ordinal();
      if (result < 0 && vital) {
        fail(call() + ": " + Errno.name(result));
        return;
      }
      switch (step) {
        case SOCKET -> {
          listener = result;
          setFilter();
        }
        case FILTER -> {
          step = Step.PROBE_SOCKET;
          boolean icmp = spec.icmp();
          int protocol = ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
          socket(icmp ? SOCK_RAW : SOCK_DGRAM, icmp ? protocol : 0);
        }
        case PROBE_SOCKET -> {
          fd = result;
          prepare(0);
        }
        case PREPARE -> prepare(prepared + 1);
        case TTL -> send();
        case SENDING -> {
          if (result < 0) {
            // An earlier probe's error may be reported here; the next one is sent all the same.
            sendError = "sendto: " + Errno.name(result);
          }
          poll();
        }
        case POLLING -> {
          if (result > 0) {
            receive();
          } else {
            poll();
          }
        }
        case RECEIVING -> {
          if (result > 0 && isAnswer((int) result)) {
            answered();
          } else {
            poll();
          }
        }
        case CLOSING -> {
          step = Step.CLOSED;
          post(Syscall.CLOSE, listener, 0, 0, 0, 0, 0);
        }
        default -> {}
      }
    }

    private String call() {
      return switch (step) {
        case SOCKET, PROBE_SOCKET -> "socket";
        case PREPARE -> preparation.name(prepared);
        default -> "setsockopt";
      };
    }
  }
}
