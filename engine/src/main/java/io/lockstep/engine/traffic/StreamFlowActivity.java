package io.lockstep.engine.traffic;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import java.util.ArrayList;
import java.util.List;

/**
 * A flow over streams. Each client connects; what was agreed is sent, and whoever is done shuts its
 * side down. The flow is completed when every byte has been read at its other end, each compared
 * with what was sent, and the end of all streams. If a node at one of its ends is rebooted after
 * the server has accepted a connection, or the client's node at any time, it fails.
 */
final class StreamFlowActivity extends Activity {
  private final ActivitySpec.TcpFlow flow;
  private final StreamServer server;
  private final List<StreamConnection> connections = new ArrayList<>();
  private final TimeStatistics latencies = new TimeStatistics();
  private long stopAt = Long.MAX_VALUE;
  private int connected;
  private int ended;
  private boolean stopped;

  StreamFlowActivity(
      TrafficContext context, ActivitySpec.TcpFlow flow, StreamServer server, Pattern pattern) {
    super(context, flow);
    this.flow = flow;
    this.server = server;
    server.prepare(flow.stream().sockets().server());
    for (int i = 0; i < flow.stream().parallel(); i++) {
      connections.add(new StreamConnection(context, this, flow, server, pattern, i));
    }
  }

  /** User memory that a flow takes, with its workers. */
  static long memoryBytes(ActivitySpec.TcpFlow flow) {
    return flow.stream().parallel() * StreamConnection.memoryBytes(flow)
        + SocketPreparation.memoryBytes(flow.stream().sockets().server());
  }

  @Override
  void begin() {
    if (!server.error().isEmpty()) {
      fail(server.error());
      return;
    }
    if (flow.stopNs() >= 0) {
      stopAt = flow.stopNs();
    }
    if (flow.stream().durationNs() >= 0) {
      stopAt = Math.min(stopAt, startedAt() + flow.stream().durationNs());
    }
    connections.forEach(StreamConnection::begin);
  }

  @Override
  public void wake() {}

  @Override
  public void nodeDied(int node, String why) {
    if (node == flow.from() || node == flow.to()) {
      failed(why);
    }
  }

  @Override
  public void nodeRebooted(int node, String why) {
    boolean served = connections.stream().anyMatch(StreamConnection::isServed);
    if (isRunning() && (node == flow.from() || (node == flow.to() && served))) {
      failed(why);
    } else if (isWaiting() && node == flow.from()) {
      connections.forEach(StreamConnection::respawn);
    }
  }

  @Override
  void finishSending() {
    stopped = true;
    connections.forEach(StreamConnection::stop);
  }

  /** Of its first connection. */
  @Override
  public int localPort() {
    return connections.get(0).localPort();
  }

  boolean isStopped() {
    return stopped;
  }

  /** Scenario time from which on nothing is sent; Long.MAX_VALUE for never. */
  long stopAt() {
    return stopAt;
  }

  void connected() {
    connected++;
  }

  void failed(String why) {
    fail(why);
    connections.forEach(StreamConnection::stop);
  }

  void answered(long latency) {
    latencies.add(latency);
  }

  void connectionEnded() {
    ended++;
    if (ended == connections.size()) {
      complete(context.now());
    }
  }

  private long sum(boolean forward, boolean sent) {
    long sum = 0;
    for (int i = 0; i < connections.size(); i++) {
      StreamConnection one = connections.get(i);
      StreamHalf half = forward ? one.forward : one.backward;
      sum += sent ? half.sent() : half.received();
    }
    return sum;
  }

  private long lastAt(boolean forward, boolean backward) {
    long last = -1;
    for (StreamConnection one : connections) {
      if (forward) {
        last = Math.max(last, one.forward.receive.time());
      }
      if (backward) {
        last = Math.max(last, one.backward.receive.time());
      }
    }
    return last;
  }

  private double fairness() {
    double sum = 0;
    double squares = 0;
    for (StreamConnection one : connections) {
      double received = one.forward.received() + one.backward.received();
      sum += received;
      squares += received * received;
    }
    return squares == 0 ? NONE : sum * sum / (connections.size() * squares);
  }

  @Override
  public double metric(MetricName name) {
    boolean several = connections.size() > 1;
    boolean bothWays = flow.stream().dialogue() != null || flow.stream().heading().backward();
    return switch (name) {
      case SENT -> sum(true, true) + sum(false, true);
      case RECEIVED -> sum(true, false) + sum(false, false);
      case DURATION, FINISHED, GOODPUT ->
          commonMetric(name, lastAt(true, true), sum(true, false) + sum(false, false));
      case FORWARD_RECEIVED -> bothWays ? sum(true, false) : NONE;
      case BACKWARD_RECEIVED -> bothWays ? sum(false, false) : NONE;
      case FORWARD_GOODPUT ->
          bothWays
              ? commonMetric(MetricName.GOODPUT, lastAt(true, false), sum(true, false))
              : NONE;
      case BACKWARD_GOODPUT ->
          bothWays
              ? commonMetric(MetricName.GOODPUT, lastAt(false, true), sum(false, false))
              : NONE;
      case CONNECTIONS -> several ? connected : NONE;
      case FAIRNESS -> several ? fairness() : NONE;
      case RESPONSES -> flow.stream().dialogue() != null ? latencies.count() : NONE;
      case LATENCY_MIN -> latencies.min();
      case LATENCY_AVG -> latencies.average();
      case LATENCY_MAX -> latencies.max();
      case LATENCY_P50 -> latencies.percentile(50);
      case LATENCY_P95 -> latencies.percentile(95);
      case LATENCY_P99 -> latencies.percentile(99);
      default -> NONE;
    };
  }

  @Override
  public int parts() {
    return connections.size();
  }

  @Override
  public double metric(MetricName name, int number) {
    StreamConnection one = connections.get(number - 1);
    long received = one.forward.received() + one.backward.received();
    return switch (name) {
      case SENT -> one.forward.sent() + one.backward.sent();
      case RECEIVED -> received;
      case GOODPUT ->
          commonMetric(
              name,
              Math.max(one.forward.receive.time(), one.backward.receive.time()),
              received);
      default -> NONE;
    };
  }
}
