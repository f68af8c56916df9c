package io.lockstep.engine.traffic;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.DatagramSpec;
import io.lockstep.engine.model.Heading;
import io.lockstep.engine.model.MetricName;
import io.lockstep.libos.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Datagrams from one or several sockets, in one or both directions, to a node or a group. The flow
 * ends when all datagrams have arrived, or when nothing has for three seconds and the longest delay
 * seen. Without any arrival it fails. If a node that sends is rebooted before it is done, it fails,
 * too; if one that receives is, what arrives in the meantime is lost.
 */
final class DatagramFlowActivity extends Activity {
  private static final long QUIET_NS = 3_000_000_000L;

  /** Asks for Ethernet addresses, and does nothing else. */
  private static final class Asker extends Endpoint {
    Asker(TrafficContext context) {
      super(context);
    }

    @Override
    public void completed(long result) {}
  }

  private final ActivitySpec.UdpFlow flow;
  private final DatagramSpec spec;
  private final List<DatagramSink> sinks = new ArrayList<>();
  private final List<DatagramLane> lanes = new ArrayList<>();
  private final TimeStatistics times = new TimeStatistics();
  private final long pathDelay;

  /** By member: what all lanes had sent when it joined, and when it left; -1 before. */
  private final long[] sentAtJoin;

  private final long[] sentAtLeave;
  private long stopAt = Long.MAX_VALUE;
  private long lastArrivalAt = -1;
  private long wakeAt = -1;
  private boolean stopped;

  /** Lanes that have something to send. */
  private int sending;

  /** Looks at what has arrived before now, which ends nothing. */
  private boolean draining;

  private String deadTarget = "";

  /**
   * Creates it, with nothing that it sends yet.
   *
   * @param pathDelay upper bound of the path's propagation delay in nanoseconds, for the time until
   *     a first datagram has arrived
   */
  DatagramFlowActivity(TrafficContext context, ActivitySpec.UdpFlow flow, long pathDelay) {
    super(context, flow);
    this.flow = flow;
    this.spec = flow.datagrams();
    this.pathDelay = pathDelay;
    int members = spec.members().size();
    sentAtJoin = new long[members];
    sentAtLeave = new long[members];
    Arrays.fill(sentAtJoin, -1);
    Arrays.fill(sentAtLeave, -1);
  }

  /** Makes the sockets that send to a receiver, or to several that share their lanes. */
  void add(DatagramSink sink, DatagramLane.Route route, Pattern pattern) {
    sinks.add(sink);
    for (int i = 0; i < spec.parallel(); i++) {
      int number = route.forward() ? i : spec.parallel() + i;
      lanes.add(
          new DatagramLane(
              context, this, flow, route, sink, pattern, number, spec.members().size()));
      sending++;
    }
  }

  /** A further receiver. */
  void receiver(DatagramSink sink) {
    if (!sinks.contains(sink)) {
      sinks.add(sink);
    }
  }

  /** User memory that a flow takes. */
  static long memoryBytes(ActivitySpec.UdpFlow flow) {
    DatagramSpec spec = flow.datagrams();
    int directions = spec.heading() == Heading.BOTH ? 2 : 1;
    return directions * spec.parallel() * DatagramLane.memoryBytes(flow)
        + (directions + spec.members().size()) * (DatagramSink.memoryBytes() + 1024);
  }

  /** The Ethernet address of a netdev at one of the ends; 0 or a negative error number. */
  long hardwareAddress(boolean ofSender, String netdev, byte[] address) {
    Task task = context.spawn(ofSender ? flow.from() : flow.to(), new Asker(context));
    return Netdevs.hardwareAddress(task, context.memory(), netdev, address);
  }

  @Override
  void begin() {
    for (DatagramSink sink : sinks) {
      if (!sink.error().isEmpty()) {
        fail(sink.error());
        return;
      }
    }
    if (flow.stopNs() >= 0) {
      stopAt = flow.stopNs();
    }
    if (spec.durationNs() >= 0) {
      stopAt = Math.min(stopAt, startedAt() + spec.durationNs());
    }
    lanes.forEach(DatagramLane::begin);
  }

  @Override
  public void wake() {
    if (!isRunning()) {
      return;
    }
    if (isDoneSending()) {
      waitForRest();
    } else {
      wakeLanes();
    }
  }

  private void wakeLanes() {
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(i).wake();
    }
  }

  private boolean isDoneSending() {
    return sending == 0;
  }

  /** Whether it may be over with the next datagram that arrives. */
  boolean awaitsLast() {
    return isDoneSending() && !hasEnded();
  }

  /** Has the lanes told of all that has arrived before now. */
  private void drain() {
    if (!draining) {
      draining = true;
      sinks.forEach(DatagramSink::drain);
      draining = false;
    }
  }

  @Override
  void finishSending() {
    stopped = true;
    if (!isDoneSending()) {
      wakeLanes();
    }
  }

  @Override
  public void nodeDied(int node, String why) {
    if (lanes.stream().anyMatch(lane -> lane.from() == node)) {
      fail(why);
    } else if (node == flow.to()) {
      deadTarget = why;
    }
  }

  @Override
  public void nodeRebooted(int node, String why) {
    if (node == flow.to()) {
      deadTarget = "";
    }
    for (DatagramLane lane : lanes) {
      if (lane.from() == node && isRunning() && !lane.isDone()) {
        fail(why);
      } else if (lane.from() == node && isWaiting()) {
        lane.spawn();
      }
    }
  }

  // ------------------------------------------------------------ for the lanes

  boolean isStopped() {
    return stopped || hasEnded();
  }

  /** Scenario time from which on nothing is sent; Long.MAX_VALUE for never. */
  long stopAt() {
    return stopAt;
  }

  void failed(String why) {
    fail(why);
  }

  /** A lane has nothing more to send; {@link #laneDone} follows. */
  void laneStops() {
    sending--;
  }

  void laneDone() {
    if (isDoneSending() && isRunning()) {
      // Each arrival can be the last one now.
      sinks.forEach(DatagramSink::watchClosely);
      drain();
      waitForRest();
    }
  }

  /** Something has arrived that counts, so long after it was sent. */
  void arrived(long at, long nanoseconds) {
    lastArrivalAt = Math.max(lastArrivalAt, at);
    times.add(nanoseconds);
    if (!draining && isRunning() && isDoneSending() && hasAll()) {
      end();
    }
  }

  private boolean hasAll() {
    for (int i = 0; i < lanes.size(); i++) {
      if (!lanes.get(i).hasAll()) {
        return false;
      }
    }
    return true;
  }

  void joined(int member) {
    sentAtJoin[member] = sent();
  }

  void left(int member) {
    sentAtLeave[member] = sent();
  }

  void failedToJoin(String why) {
    fail(why);
  }

  private void waitForRest() {
    if (hasAll()) {
      end();
      return;
    }
    double longest = times.max();
    long path = Double.isNaN(longest) ? pathDelay : (long) longest;
    long lastSentAt = lanes.stream().mapToLong(DatagramLane::lastSentAt).max().orElse(-1);
    long until = Math.max(lastSentAt, lastArrivalAt) + QUIET_NS + path;
    if (context.now() >= until) {
      end();
    } else if (wakeAt != until) {
      wakeAt = until;
      context.wakeAt(until, this);
    }
  }

  private void end() {
    String sendError =
        lanes.stream()
            .map(DatagramLane::sendError)
            .filter(error -> !error.isEmpty())
            .reduce("", (a, b) -> b);
    if (!deadTarget.isEmpty()) {
      fail(deadTarget);
    } else if (sent() > 0 && received() == 0) {
      fail(sendError.isEmpty() ? "no datagram arrived" : sendError);
    } else {
      complete(lastArrivalAt < 0 ? context.now() : lastArrivalAt);
    }
  }

  // ---------------------------------------------------------------- metrics

  private long sent() {
    return lanes.stream().mapToLong(DatagramLane::sent).sum();
  }

  private long received() {
    return lanes.stream().mapToLong(DatagramLane::received).sum();
  }

  private long received(boolean forward) {
    return lanes.stream()
        .filter(lane -> lane.isForward() == forward)
        .mapToLong(DatagramLane::received)
        .sum();
  }

  private long bytes(boolean forward, boolean backward) {
    return lanes.stream()
        .filter(lane -> lane.isForward() ? forward : backward)
        .mapToLong(DatagramLane::receivedBytes)
        .sum();
  }

  private long received(int member) {
    return lanes.stream().mapToLong(lane -> lane.received(member)).sum();
  }

  /** Of a group: what was sent while its members were in it, and did not arrive. */
  private long lost() {
    if (spec.members().isEmpty()) {
      return sent() - received();
    }
    long lost = 0;
    for (int i = 0; i < spec.members().size(); i++) {
      if (sentAtJoin[i] >= 0) {
        long end = sentAtLeave[i] < 0 ? sent() : sentAtLeave[i];
        lost += Math.max(0, end - sentAtJoin[i] - received(i));
      }
    }
    return lost;
  }

  private double fairness() {
    double sum = 0;
    double squares = 0;
    for (DatagramLane lane : lanes) {
      sum += lane.received();
      squares += (double) lane.received() * lane.received();
    }
    return squares == 0 ? NONE : sum * sum / (lanes.size() * squares);
  }

  @Override
  public double metric(MetricName name) {
    drain();
    boolean bothWays = spec.heading() != Heading.FORWARD;
    return switch (name) {
      case SENT -> sent();
      case RECEIVED -> received();
      case LOST -> lost();
      case DUPLICATED -> lanes.stream().mapToLong(DatagramLane::duplicated).sum();
      case REORDERED -> lanes.stream().mapToLong(DatagramLane::reordered).sum();
      case DELAY_MIN -> times.min();
      case DELAY_AVG -> times.average();
      case DELAY_MAX -> times.max();
      case DELAY_P50 -> times.percentile(50);
      case DELAY_P95 -> times.percentile(95);
      case DELAY_P99 -> times.percentile(99);
      case FORWARD_RECEIVED -> bothWays ? received(true) : NONE;
      case BACKWARD_RECEIVED -> bothWays ? received(false) : NONE;
      case FORWARD_GOODPUT ->
          bothWays ? commonMetric(MetricName.GOODPUT, lastArrivalAt, bytes(true, false)) : NONE;
      case BACKWARD_GOODPUT ->
          bothWays ? commonMetric(MetricName.GOODPUT, lastArrivalAt, bytes(false, true)) : NONE;
      case FAIRNESS -> spec.parallel() > 1 ? fairness() : NONE;
      default -> commonMetric(name, lastArrivalAt, bytes(true, true));
    };
  }

  @Override
  public int parts() {
    return spec.members().isEmpty() ? lanes.size() : spec.members().size();
  }

  @Override
  public double metric(MetricName name, int number) {
    drain();
    if (!spec.members().isEmpty()) {
      return name == MetricName.RECEIVED ? received(number - 1) : NONE;
    }
    DatagramLane lane = lanes.get(number - 1);
    return switch (name) {
      case SENT -> lane.sent();
      case RECEIVED -> lane.received();
      case GOODPUT -> commonMetric(name, lastArrivalAt, lane.receivedBytes());
      default -> NONE;
    };
  }
}
