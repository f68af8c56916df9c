package io.lockstep.engine.traffic;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.libos.Errno;
import io.lockstep.libos.UserMemory;

/**
 * An activity that sends messages one by one and notes which of them, or of the replies, arrive. A
 * message whose sending fails counts as lost. Without any arrival it fails; if the sender's node is
 * rebooted before it is done, too; if the target's is, what is missing by then is lost.
 */
abstract class MessageActivity extends Activity {
  final UserMemory memory;
  final SequenceTracker tracker = new SequenceTracker();
  final TimeStatistics times = new TimeStatistics();

  /** How many messages have been sent, or tried to. */
  int sent;

  /** When something arrived last, in virtual nanoseconds, or -1. */
  long lastArrivalAt = -1;

  /** It is to send nothing more. */
  boolean stopped;

  private int accepted;
  private String sendError = "";
  private String deadTarget = "";

  MessageActivity(TrafficContext context, ActivitySpec spec) {
    super(context, spec);
    this.memory = context.memory();
  }

  /** The task that sends. */
  abstract Endpoint sender();

  /** Whether it has sent all that it is going to send, and no longer needs its socket. */
  abstract boolean isDoneSending();

  /** What is wrong if nothing arrives at all. */
  abstract String nothingArrived();

  @Override
  public final void nodeDied(int node, String why) {
    if (node == spec().from()) {
      fail(why);
    } else {
      deadTarget = why;
    }
  }

  @Override
  public final void nodeRebooted(int node, String why) {
    if (node == spec().to()) {
      deadTarget = "";
    }
    if (node == spec().from()) {
      if (isRunning() && !isDoneSending()) {
        fail(why);
      } else if (isWaiting()) {
        context.spawn(node, sender());
      }
    }
  }

  /** A {@code sendto} has returned. */
  final void sendReturned(long result) {
    if (result < 0) {
      sendError = "sendto: " + Errno.name(result);
    } else {
      accepted++;
    }
  }

  /** Whether nothing is missing of what the kernel took. */
  final boolean hasAll() {
    return tracker.received() >= accepted;
  }

  /** Something has arrived that counts, so long after it was sent. */
  final void arrived(long nanoseconds) {
    lastArrivalAt = context.now();
    times.add(nanoseconds);
  }

  /** Ends it, well or not. */
  final void end() {
    if (!deadTarget.isEmpty()) {
      fail(deadTarget);
    } else if (sent > 0 && tracker.received() == 0) {
      fail(sendError.isEmpty() ? nothingArrived() : sendError);
    } else {
      complete(lastArrivalAt < 0 ? context.now() : lastArrivalAt);
    }
  }

  /** Of the metrics those that all such activities have. */
  final double messageMetric(MetricName name, long receivedBytes) {
    return switch (name) {
      case SENT -> sent;
      case RECEIVED -> tracker.received();
      case LOST -> sent - tracker.received();
      case DUPLICATED -> tracker.duplicated();
      case REORDERED -> tracker.reordered();
      default -> commonMetric(name, lastArrivalAt, receivedBytes);
    };
  }
}
