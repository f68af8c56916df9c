package io.lockstep.engine.model;

/** What can be asked of a flow, a ping or a program. */
public enum MetricName {
  /** Datagrams or echo requests sent; bytes for TCP. */
  SENT("sent", Unit.NONE),
  /** Datagrams or echo replies received; bytes for TCP (unit {@link Unit#SIZE} there). */
  RECEIVED("received", Unit.NONE),
  /** Sent but not received at the end. */
  LOST("lost", Unit.NONE),
  /** Received more than once. */
  DUPLICATED("duplicated", Unit.NONE),
  /** Received after a later one. */
  REORDERED("reordered", Unit.NONE),
  /** Payload bytes received per second, in bits, from the start to the last byte. */
  GOODPUT("goodput", Unit.RATE),
  /** From the start to the last byte or reply. */
  DURATION("duration", Unit.TIME),
  /** Virtual time of completion. */
  FINISHED("finished", Unit.TIME),
  RTT_MIN("rtt.min", Unit.TIME),
  RTT_AVG("rtt.avg", Unit.TIME),
  RTT_MAX("rtt.max", Unit.TIME),
  /** One-way delays of datagrams. */
  DELAY_MIN("delay.min", Unit.TIME),
  DELAY_AVG("delay.avg", Unit.TIME),
  DELAY_MAX("delay.max", Unit.TIME),
  /** Of a program that has ended: its status, or 128 and the number of a signal. */
  EXIT("exit", Unit.NONE),
  /** The signal that ended a program, or 0. */
  SIGNAL("signal", Unit.NONE),
  STDOUT_LINES("stdout.lines", Unit.NONE),
  STDERR_LINES("stderr.lines", Unit.NONE),
  OUTPUT_LINES("output.lines", Unit.NONE),
  /** What arrived at the target: bytes of streams, datagrams otherwise. */
  FORWARD_RECEIVED("forward.received", Unit.NONE),
  /** What arrived from the target. */
  BACKWARD_RECEIVED("backward.received", Unit.NONE),
  FORWARD_GOODPUT("forward.goodput", Unit.RATE),
  BACKWARD_GOODPUT("backward.goodput", Unit.RATE),
  /** Connections that were made. */
  CONNECTIONS("connections", Unit.NONE),
  /** Jain's index of what the connections have received: (Σx)² / (n · Σx²). */
  FAIRNESS("fairness", Unit.NONE),
  /** Requests that were answered in full. */
  RESPONSES("responses", Unit.NONE),
  /** From a request to the end of its response. */
  LATENCY_MIN("latency.min", Unit.TIME),
  LATENCY_AVG("latency.avg", Unit.TIME),
  LATENCY_MAX("latency.max", Unit.TIME),
  LATENCY_P50("latency.p50", Unit.TIME),
  LATENCY_P95("latency.p95", Unit.TIME),
  LATENCY_P99("latency.p99", Unit.TIME),
  DELAY_P50("delay.p50", Unit.TIME),
  DELAY_P95("delay.p95", Unit.TIME),
  DELAY_P99("delay.p99", Unit.TIME),
  RTT_P50("rtt.p50", Unit.TIME),
  RTT_P95("rtt.p95", Unit.TIME),
  RTT_P99("rtt.p99", Unit.TIME),
  /** Of a traceroute: the TTL at which the target answered. */
  HOPS("hops", Unit.NONE);

  private final String written;
  private final Unit unit;

  MetricName(String written, Unit unit) {
    this.written = written;
    this.unit = unit;
  }

  /** As a scenario writes it, behind the activity's name and a dot. */
  public String written() {
    return written;
  }

  public Unit unit() {
    return unit;
  }
}
