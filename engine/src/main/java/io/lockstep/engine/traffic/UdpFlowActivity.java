package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * UDP datagrams at a constant rate. Each begins with three big-endian numbers: the index of the
 * flow (32 bits), its own number from 0 (32) and the virtual time of its sending in nanoseconds of
 * the scenario (64). A datagram whose sending fails counts as lost. The flow ends when all
 * datagrams have arrived, or when nothing has for three seconds and the longest delay seen. If the
 * sender is rebooted, it fails; if the receiver is, what arrives in the meantime is lost.
 */
final class UdpFlowActivity extends MessageActivity {
  /** Bytes of payload that the flow itself needs. */
  static final int HEADER = 16;

  private static final long QUIET_NS = 3_000_000_000L;

  private enum Step {
    SOCKET,
    IDLE,
    SENDING,
    CLOSING
  }

  private final ActivitySpec.UdpFlow flow;
  private final UdpSink sink;
  private final ByteBuffer bigEndian;
  private final Machine machine;
  private final int datagram;
  private final int address;
  private final int addressLength;
  private final long pathDelay;

  /** The interval is {@code intervalNs + fraction / rate} nanoseconds. */
  private final long intervalNs;

  private final long fraction;

  private Step step = Step.SOCKET;
  private long fd = -1;
  private long due;
  private long dueFraction;
  private long wakeAt = -1;
  private boolean sendingDone;
  private long lastSentAt = -1;
  private long receivedBytes;

  /**
   * Creates it.
   *
   * @param pathDelay upper bound of the path's propagation delay in nanoseconds, for the time
   *     until a first datagram has arrived
   */
  UdpFlowActivity(
      TrafficContext context,
      ActivitySpec.UdpFlow flow,
      UdpSink sink,
      Pattern pattern,
      long pathDelay) {
    super(context, flow);
    this.flow = flow;
    this.sink = sink;
    this.pathDelay = pathDelay;
    this.bigEndian = memory.buffer().duplicate().order(ByteOrder.BIG_ENDIAN);
    this.datagram = memory.allocate(size());
    for (int i = 0; i < size(); i++) {
      memory.buffer().put(datagram + i, memory.buffer().get(pattern.at(i)));
    }
    this.address = memory.allocate(SocketAddresses.BYTES);
    this.addressLength =
        SocketAddresses.write(memory.buffer(), address, flow.address(), flow.port());
    long bits = size() * 8_000_000_000L;
    this.intervalNs = bits / flow.rateBitsPerSecond();
    this.fraction = bits % flow.rateBitsPerSecond();
    this.machine = new Machine(context);
    context.spawn(flow.from(), machine);
    bigEndian.putInt(datagram, sink.add(this));
  }

  /** User memory that a flow takes, without its sink. */
  static long memoryBytes(ActivitySpec.UdpFlow flow) {
    return Math.max(HEADER, flow.sizeBytes()) + 3 * 64;
  }

  private int size() {
    return Math.max(HEADER, flow.sizeBytes());
  }

  @Override
  void begin() {
    if (!sink.error().isEmpty()) {
      fail(sink.error());
      return;
    }
    due = startedAt();
    step = Step.SOCKET;
    machine.post(
        Syscall.SOCKET, SocketAddresses.family(flow.address()), SOCK_DGRAM, 0, 0, 0, 0);
  }

  @Override
  public void wake() {
    if (!isRunning() || step == Step.SOCKET) {
      return;
    }
    if (sendingDone) {
      waitForRest();
    } else if (step == Step.IDLE) {
      next();
    }
  }

  @Override
  Endpoint sender() {
    return machine;
  }

  @Override
  boolean isDoneSending() {
    return sendingDone;
  }

  @Override
  String nothingArrived() {
    return "no datagram arrived";
  }

  @Override
  void finishSending() {
    stopped = true;
    if (step == Step.IDLE && !sendingDone) {
      next();
    }
  }

  private void next() {
    if (stopped
        || (flow.count() >= 0 && sent >= flow.count())
        || (flow.stopNs() >= 0 && due >= flow.stopNs())) {
      sendingDone = true;
      step = Step.CLOSING;
      machine.post(Syscall.CLOSE, fd, 0, 0, 0, 0, 0);
      waitForRest();
      return;
    }
    long now = context.now();
    if (now < due) {
      step = Step.IDLE;
      wakeAt(due);
      return;
    }
    step = Step.SENDING;
    bigEndian.putInt(datagram + 4, sent);
    bigEndian.putLong(datagram + 8, now);
    sent++;
    lastSentAt = now;
    due += intervalNs;
    dueFraction += fraction;
    if (dueFraction >= flow.rateBitsPerSecond()) {
      dueFraction -= flow.rateBitsPerSecond();
      due++;
    }
    machine.post(
        Syscall.SENDTO,
        fd,
        memory.address() + datagram,
        size(),
        0,
        memory.address() + address,
        addressLength);
  }

  private void wakeAt(long time) {
    if (wakeAt != time) {
      wakeAt = time;
      context.wakeAt(time, this);
    }
  }

  /** A datagram has been received. */
  void arrived(int number, long sentAt, int length) {
    if (number < 0 || number >= sent || !tracker.add(number)) {
      return;
    }
    receivedBytes += length;
    arrived(context.now() - sentAt);
    if (sendingDone && isRunning() && hasAll()) {
      end();
    }
  }

  private void waitForRest() {
    if (hasAll()) {
      end();
      return;
    }
    double longest = times.max();
    long path = Double.isNaN(longest) ? pathDelay : (long) longest;
    long until = Math.max(lastSentAt, lastArrivalAt) + QUIET_NS + path;
    if (context.now() >= until) {
      end();
    } else {
      wakeAt(until);
    }
  }

  @Override
  public double metric(MetricName name) {
    return switch (name) {
      case DELAY_MIN -> times.min();
      case DELAY_AVG -> times.average();
      case DELAY_MAX -> times.max();
      default -> messageMetric(name, receivedBytes);
    };
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
            next();
          }
        }
        case SENDING -> {
          sendReturned(result);
          next();
        }
        case CLOSING, IDLE -> {}
        default -> throw new AssertionError(step);
      }
    }
  }
}
