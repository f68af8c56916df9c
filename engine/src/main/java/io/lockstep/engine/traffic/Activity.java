package io.lockstep.engine.traffic;

import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import java.net.InetAddress;

/** A running flow, ping, traceroute or program. */
public abstract class Activity {
  static final double NONE = Double.NaN;

  final TrafficContext context;
  private final ActivitySpec spec;
  private Phase phase = Phase.WAITING;
  private String reason = "";
  private long startedAt = -1;
  private long completedAt = -1;

  Activity(TrafficContext context, ActivitySpec spec) {
    this.context = context;
    this.spec = spec;
  }

  public final ActivitySpec spec() {
    return spec;
  }

  public final Phase phase() {
    return phase;
  }

  public final boolean hasEnded() {
    return phase == Phase.COMPLETED || phase == Phase.FAILED;
  }

  /** Why it failed, or empty. */
  public final String reason() {
    return reason;
  }

  /** Virtual nanoseconds, or -1. */
  public final long completedAt() {
    return completedAt;
  }

  /** Starts it: its time has come. */
  public final void start() {
    if (phase != Phase.WAITING) {
      return;
    }
    phase = Phase.RUNNING;
    startedAt = context.now();
    begin();
  }

  /** Has it send nothing more and come to its end; one that has not begun fails. */
  public final void stop() {
    if (phase == Phase.WAITING) {
      fail("stopped before its start");
    } else if (phase == Phase.RUNNING) {
      finishSending();
    }
  }

  /** A time asked for by {@link TrafficContext#wakeAt} has come. */
  public abstract void wake();

  /** The kernel of a node at one of its ends is dead. */
  public abstract void nodeDied(int node, String why);

  /**
   * A node at one of its ends has got a new kernel, with none of the tasks and sockets of the old
   * one: makes the tasks that it still needs, or fails.
   */
  public abstract void nodeRebooted(int node, String why);

  /** The present value of a metric; NaN if it has none. */
  public abstract double metric(MetricName name);

  /** The port of its socket that sends, or -1 if that is not known. */
  public int localPort() {
    return -1;
  }

  /** Round-trip times in order of the sequence number, -1 where no reply came. */
  public ImmutableLongArray rtts() {
    return ImmutableLongArray.of();
  }

  /** How many parts it has: connections, or members of a group; 0 if none. */
  public int parts() {
    return 0;
  }

  /** The present value of a metric of one part, from 1; NaN if it has none. */
  public double metric(MetricName name, int number) {
    return NONE;
  }

  /** Who answered to a TTL, from 1; null if nobody was asked. */
  public InetAddress hop(int number) {
    return null;
  }

  abstract void begin();

  /** It is running, and shall send nothing more. */
  abstract void finishSending();

  final long startedAt() {
    return startedAt;
  }

  /** Whether it has neither begun nor ended. */
  public final boolean isWaiting() {
    return phase == Phase.WAITING;
  }

  final boolean isRunning() {
    return phase == Phase.RUNNING;
  }

  /**
   * Ends it well.
   *
   * @param at when the last thing that counts happened, not after now
   */
  final void complete(long at) {
    if (!hasEnded()) {
      phase = Phase.COMPLETED;
      completedAt = at;
      context.ended(this);
    }
  }

  final void fail(String why) {
    if (!hasEnded()) {
      phase = Phase.FAILED;
      reason = why;
      context.ended(this);
    }
  }

  /** {@code duration}, {@code finished} and {@code goodput}, alike for all activities. */
  final double commonMetric(MetricName name, long lastAt, long receivedBytes) {
    return switch (name) {
      case FINISHED -> completedAt < 0 ? NONE : completedAt;
      case DURATION -> lastAt < 0 ? NONE : lastAt - startedAt;
      case GOODPUT ->
          lastAt <= startedAt || startedAt < 0
              ? NONE
              : receivedBytes * 8.0 * 1e9 / (lastAt - startedAt);
      default -> NONE;
    };
  }
}
