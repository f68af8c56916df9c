package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import com.google.common.io.BaseEncoding;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * ICMP or ICMPv6 echo over a raw socket. A round-trip time runs from the posting of {@code sendto}
 * to the completion of {@code recvfrom}. A request whose sending fails counts as lost. It ends with
 * the last reply, or ten seconds after the last request; with no reply at all it has failed. If the
 * sender is rebooted, it fails; if the target is, the replies that are missing are lost.
 */
final class PingActivity extends MessageActivity {
  /** How long to wait for replies after the last request. */
  static final long PATIENCE_NS = 10_000_000_000L;

  private enum Step {
    SOCKET,
    FILTER,
    PREPARE,
    SENDING,
    POLLING,
    RECEIVING,
    CLOSING
  }

  private final ActivitySpec.Ping ping;
  private final boolean ipv6;
  private final int identifier;
  private final Machine machine;
  private final int request;
  private final int reply;
  private final int replyBytes;
  private final int address;
  private final int addressLength;
  private final PollCall poll;
  private final int filter;
  private final SocketPreparation preparation;

  private Step step = Step.SOCKET;
  private int prepared;
  private long fd = -1;
  private long[] sentAt = new long[16];
  private long[] rtts = new long[16];

  /**
   * Creates it.
   *
   * @param identifier of its echo requests, different for all pings of a node
   */
  PingActivity(TrafficContext context, ActivitySpec.Ping ping, int identifier) {
    super(context, ping);
    this.ping = ping;
    this.ipv6 = SocketAddresses.family(ping.address()) == AF_INET6;
    this.identifier = identifier & 0xffff;
    this.request = memory.allocate(EchoMessage.HEADER + ping.sizeBytes());
    this.replyBytes = replyBytes(ping);
    this.reply = memory.allocate(replyBytes);
    this.address = memory.allocate(SocketAddresses.BYTES);
    this.addressLength =
        SocketAddresses.write(memory.buffer(), address, ping.address(), 0);
    this.poll = new PollCall(memory);
    this.filter = memory.allocate(IcmpFilter.BYTES);
    this.machine = new Machine(context);
    context.spawn(ping.from(), machine);
    byte[] pattern = BaseEncoding.base16().decode(ping.echo().pattern());
    for (int i = 0; i < ping.sizeBytes(); i++) {
      memory
          .buffer()
          .put(
              request + EchoMessage.HEADER + i,
              pattern.length == 0 ? (byte) i : pattern[i % pattern.length]);
    }
    preparation =
        new SocketPreparation(
            memory,
            ping.echo().sockets().client(),
            ping.echo().sockets().source(),
            0,
            ipv6 ? AF_INET6 : AF_INET);
  }

  /** User memory that a ping takes. */
  static long memoryBytes(ActivitySpec.Ping ping) {
    return EchoMessage.HEADER + ping.sizeBytes() + replyBytes(ping) + 6 * 64 + 128
        + SocketPreparation.memoryBytes(ping.echo().sockets().client());
  }

  private static int replyBytes(ActivitySpec.Ping ping) {
    return 60 + EchoMessage.HEADER + ping.sizeBytes() + 64;
  }

  @Override
  void begin() {
    step = Step.SOCKET;
    machine.post(
        Syscall.SOCKET,
        ipv6 ? AF_INET6 : AF_INET,
        SOCK_RAW,
        ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP,
        0,
        0,
        0);
  }

  @Override
  public void wake() {}

  @Override
  Endpoint sender() {
    return machine;
  }

  /** It needs its socket for the replies, too. */
  @Override
  boolean isDoneSending() {
    return false;
  }

  @Override
  String nothingArrived() {
    return "no reply";
  }

  @Override
  void finishSending() {
    stopped = true;
    if (step == Step.POLLING && hasAll()) {
      end();
    }
  }

  /** Lets replies through only. */
  private void setFilter() {
    step = Step.FILTER;
    IcmpFilter.post(
        machine, memory, filter, fd, ipv6,
        ipv6 ? EchoMessage.ICMPV6_ECHO_REPLY : EchoMessage.ICMP_ECHOREPLY);
  }

  private void prepare(int call) {
    prepared = call;
    if (call < preparation.calls()) {
      step = Step.PREPARE;
      preparation.post(machine, call, fd);
    } else {
      next();
    }
  }

  private long due(int number) {
    return startedAt() + number * ping.intervalNs();
  }

  private void next() {
    long now = context.now();
    if (sent < ping.count() && !stopped) {
      if (now >= due(sent)) {
        send(now);
      } else {
        poll(due(sent) - now);
      }
      return;
    }
    long patience = sent == 0 ? now : sentAt[sent - 1] + PATIENCE_NS;
    if (hasAll() || now >= patience) {
      finish();
    } else {
      poll(patience - now);
    }
  }

  private void send(long now) {
    step = Step.SENDING;
    if (sent == sentAt.length) {
      sentAt = Arrays.copyOf(sentAt, sent * 2);
      rtts = Arrays.copyOf(rtts, sent * 2);
    }
    sentAt[sent] = now;
    rtts[sent] = -1;
    int length = EchoMessage.HEADER + ping.sizeBytes();
    EchoMessage.writeRequest(memory.buffer(), request, ipv6, identifier, sent & 0xffff);
    if (!ipv6) {
      EchoMessage.writeChecksum(memory.buffer(), request, length);
    }
    sent++;
    machine.post(
        Syscall.SENDTO,
        fd,
        memory.address() + request,
        length,
        0,
        memory.address() + address,
        addressLength);
  }

  private void poll(long timeout) {
    step = Step.POLLING;
    poll.post(machine, fd, POLLIN, timeout);
  }

  private void receive() {
    step = Step.RECEIVING;
    machine.post(
        Syscall.RECVFROM, fd, memory.address() + reply, replyBytes, MSG_DONTWAIT, 0, 0);
  }

  private void take(int length) {
    ByteBuffer buffer = memory.buffer();
    int skip = ipv6 ? 0 : (buffer.get(reply) & 0xf) * 4;
    int low =
        EchoMessage.replySequence(buffer, reply + skip, length - skip, ipv6, identifier);
    if (low < 0 || sent == 0) {
      return;
    }
    int number = sent - 1 - ((sent - 1 - low) & 0xffff);
    if (number < 0 || !tracker.add(number)) {
      return;
    }
    rtts[number] = context.now() - sentAt[number];
    arrived(rtts[number]);
  }

  private void finish() {
    close();
    end();
  }

  private void close() {
    step = Step.CLOSING;
    machine.post(Syscall.CLOSE, fd, 0, 0, 0, 0, 0);
  }

  @Override
  public double metric(MetricName name) {
    return switch (name) {
      case RTT_MIN -> times.min();
      case RTT_AVG -> times.average();
      case RTT_MAX -> times.max();
      case RTT_P50 -> times.percentile(50);
      case RTT_P95 -> times.percentile(95);
      case RTT_P99 -> times.percentile(99);
      case GOODPUT -> NONE;
      default -> messageMetric(name, 0);
    };
  }

  @Override
  public ImmutableLongArray rtts() {
    return ImmutableLongArray.copyOf(Arrays.copyOf(rtts, sent));
  }

  private final class Machine extends Endpoint {
    Machine(TrafficContext context) {
      super(context);
    }

    @Override
    public void completed(long result) {
      switch (step) {
        case SOCKET -> {
          if (result < 0) {
            fail("socket: " + Errno.name(result));
          } else {
            fd = result;
            setFilter();
          }
        }
        case FILTER -> {
          if (result < 0) {
            fail("setsockopt: " + Errno.name(result));
          } else {
            prepare(0);
          }
        }
        case PREPARE -> {
          if (result < 0) {
            fail(preparation.name(prepared) + ": " + Errno.name(result));
          } else {
            prepare(prepared + 1);
          }
        }
        case SENDING -> {
          sendReturned(result);
          next();
        }
        case POLLING -> {
          if (hasEnded()) {
            close();
          } else if (result > 0) {
            receive();
          } else {
            next();
          }
        }
        case RECEIVING -> {
          if (result > 0) {
            take((int) result);
          }
          next();
        }
        case CLOSING -> {}
        default -> throw new AssertionError(step);
      }
    }
  }
}
