package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;
import static io.lockstep.libos.Errno.EAGAIN;

import io.lockstep.engine.model.StreamSpec;
import io.lockstep.engine.model.Transport;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.UserMemory;

/** One end of a connection that stands: sends and receives what the flow says. */
final class StreamEnd {
  private enum Step {
    OVER,
    SEND,
    RECEIVE,
    PAUSE,
    SHUTDOWN,
    DRAIN,
    SEND_SOME,
    RECEIVE_SOME,
    POLL
  }

  private static final int DRAIN_BYTES = 64;
  private static final long WITHOUT_END = Long.MAX_VALUE;

  private final TrafficContext context;
  private final Endpoint endpoint;
  private final UserMemory memory;
  private final Pattern pattern;
  private final int drain;
  private final PollCall poll;

  private Step step = Step.OVER;
  private StreamConnection connection;
  private StreamSpec spec;
  private boolean client;
  private long fd;
  private StreamHalf out;
  private StreamHalf in;
  private int request;
  private long requestAt;
  private boolean sendBlocked;
  private boolean receiveBlocked;
  private boolean shut;

  StreamEnd(TrafficContext context, Endpoint endpoint, Pattern pattern) {
    this.context = context;
    this.endpoint = endpoint;
    this.memory = context.memory();
    this.pattern = pattern;
    this.drain = memory.allocate(DRAIN_BYTES);
    this.poll = new PollCall(memory);
  }

  /** User memory that one takes. */
  static long memoryBytes() {
    return DRAIN_BYTES + 64;
  }

  /** The connection stands; true if there is nothing to do, and its socket is to be closed. */
  boolean begin(StreamConnection connection, boolean client, long fd) {
    this.connection = connection;
    this.client = client;
    this.fd = fd;
    spec = connection.spec();
    out = client ? connection.forward : connection.backward;
    in = client ? connection.backward : connection.forward;
    request = 0;
    sendBlocked = false;
    receiveBlocked = false;
    shut = false;
    proceed();
    return step == Step.OVER;
  }

  /** A call has returned; true if this end is done, and its socket is to be closed. */
  boolean completed(long result) {
    switch (step) {
      case SEND -> {
        if (result < 0) {
          return failed("send", result);
        }
        sent();
      }
      case RECEIVE -> received(result);
      case PAUSE -> proceed();
      case SHUTDOWN -> {
        if (result < 0) {
          return failed("shutdown", result);
        }
        afterShutdown();
      }
      case DRAIN -> {
        if (result < 0 && client) {
          return failed("recv", result);
        }
        step = Step.OVER;
      }
      case SEND_SOME -> sentSome(result);
      case RECEIVE_SOME -> receivedSome(result);
      case POLL -> polled();
      default -> throw new AssertionError(step);
    }
    return step == Step.OVER;
  }

  private boolean failed(String call, long result) {
    connection.failed(call + ": " + Errno.name(result));
    step = Step.OVER;
    return true;
  }

  /** Does what comes next, at the beginning and after a pause. */
  private void proceed() {
    if (connection.isOver()) {
      step = Step.OVER;
    } else if (spec.dialogue() != null) {
      if (client) {
        ask();
      } else {
        receive(connection.requestSize(request));
      }
    } else if (out.active && in.active) {
      both();
    } else if (out.active) {
      send();
    } else {
      receive(WITHOUT_END);
    }
  }

  // ----------------------------------------------------------- one direction

  /** Whether nothing more is to be sent; takes the next piece of a paced flow. */
  private boolean isDoneSending() {
    if (connection.isOver()
        || out.planned >= 0 && out.sent() >= out.planned
        || connection.hasToStop()) {
      return true;
    }
    if (out.pacer != null && out.piece == 0) {
      if (!out.pacer.next()) {
        return true;
      }
      out.piece = out.pacer.size();
    }
    return false;
  }

  /** How long the piece has to wait, in nanoseconds; not beyond the stop. */
  private long timeToWait(long now) {
    if (out.pacer == null) {
      return 0;
    }
    long due = connection.startedAt() + out.pacer.time();
    return Math.max(0, Math.min(due, connection.stopAt()) - now);
  }

  private long toSend() {
    long left = out.planned < 0 ? WITHOUT_END : out.planned - out.sent();
    return out.pacer == null ? left : Math.min(left, out.piece);
  }

  private void send() {
    if (connection.isOver()) {
      step = Step.OVER;
      return;
    } else if (isDoneSending()) {
      shutdown();
      return;
    }
    long wait = timeToWait(context.now());
    if (wait > 0) {
      pause(wait);
      return;
    }
    step = Step.SEND;
    out.send.post(endpoint, fd, toSend(), connection.stopAt());
  }

  private void sent() {
    if (spec.dialogue() != null) {
      if (connection.isOver()) {
        step = Step.OVER;
      } else if (out.send.left() > 0) {
        step = Step.SEND;
        out.send.post(endpoint, fd, out.send.left(), WITHOUT_END);
      } else if (client) {
        receive(connection.responseSize(request));
      } else {
        request++;
        receive(
            request < spec.dialogue().requests()
                ? connection.requestSize(request)
                : WITHOUT_END);
      }
      return;
    }
    out.piece = Math.min(out.piece, out.send.left());
    send();
  }

  private void shutdown() {
    out.sendingDone = true;
    shut = true;
    step = Step.SHUTDOWN;
    endpoint.post(Syscall.SHUTDOWN, fd, SHUT_WR, 0, 0, 0, 0);
  }

  private void afterShutdown() {
    boolean bothWays = out.active && in.active && spec.dialogue() == null;
    if (bothWays && spec.transport() == Transport.SCTP) {
      // All has come; Linux wakes nobody when the association it has shut down is gone.
      in.ended = true;
      connection.endOfData(in);
      step = Step.OVER;
    } else if (bothWays) {
      both();
    } else {
      drain();
    }
  }

  private void drain() {
    step = Step.DRAIN;
    endpoint.post(Syscall.RECVFROM, fd, memory.address() + drain, DRAIN_BYTES, 0, 0, 0);
  }

  private void receive(long bytes) {
    step = Step.RECEIVE;
    in.receive.post(endpoint, fd, bytes, WITHOUT_END);
  }

  private void received(long result) {
    long wrong = in.receive.wrong();
    if (wrong >= 0) {
      connection.failed("byte " + wrong + " differs from what was sent");
    }
    if (result <= 0) {
      step = Step.OVER;
      ended(result);
    } else if (spec.dialogue() == null || in.receive.left() > 0 || connection.isOver()) {
      receive(in.receive.left());
    } else if (client) {
      connection.answered(context.now() - requestAt);
      request++;
      long think = connection.isOver() ? 0 : connection.think();
      if (think > 0 && request < spec.dialogue().requests()) {
        pause(Math.max(1, Math.min(think, connection.stopAt() - context.now())));
      } else {
        ask();
      }
    } else {
      step = Step.SEND;
      out.send.post(endpoint, fd, connection.responseSize(request), WITHOUT_END);
    }
  }

  private void ended(long result) {
    if (result < 0) {
      connection.failed("recv: " + Errno.name(result));
    } else if (spec.dialogue() == null) {
      connection.endOfData(in);
    } else {
      connection.endOfRequests();
    }
  }

  /** The client makes its next request. */
  private void ask() {
    if (request >= spec.dialogue().requests() || connection.hasToStop() || connection.isOver()) {
      shutdown();
      return;
    }
    requestAt = context.now();
    step = Step.SEND;
    out.send.post(endpoint, fd, connection.requestSize(request), WITHOUT_END);
  }

  private void pause(long nanoseconds) {
    step = Step.PAUSE;
    ppoll(0, nanoseconds);
  }

  /**
   * Waits for an event or for time to pass.
   *
   * @param events 0 for none
   * @param timeout nanoseconds, or -1
   */
  private void ppoll(int events, long timeout) {
    poll.post(endpoint, fd, events, timeout);
  }

  // --------------------------------------------------------- both directions

  private void both() {
    boolean done = out.sendingDone || isDoneSending();
    long wait = done ? 0 : timeToWait(context.now());
    if (done && !out.sendingDone) {
      out.sendingDone = true;
    }
    if (done && !shut && mayShut()) {
      shutdown();
    } else if (!done && wait == 0 && !sendBlocked) {
      step = Step.SEND_SOME;
      endpoint.post(
          Syscall.SENDTO,
          fd,
          memory.address() + pattern.at(out.sent()),
          Math.min(toSend(), Pattern.CHUNK),
          MSG_NOSIGNAL | MSG_DONTWAIT,
          0,
          0);
    } else if (!in.ended && !receiveBlocked) {
      step = Step.RECEIVE_SOME;
      endpoint.post(
          Syscall.RECVFROM,
          fd,
          memory.address() + in.buffer,
          Pattern.CHUNK,
          MSG_DONTWAIT,
          0,
          0);
    } else if (in.ended && done) {
      step = Step.OVER;
    } else {
      step = Step.POLL;
      long until = done || wait == 0 ? connection.stopAt() - context.now() : wait;
      boolean timed = !done && until < Long.MAX_VALUE / 2;
      ppoll(
          (in.ended ? 0 : POLLIN) | (!done && wait == 0 ? POLLOUT : 0),
          timed ? Math.max(1, until) : -1);
    }
  }

  /** The end of an SCTP association is that of both directions (RFC 9260, section 9.2). */
  private boolean mayShut() {
    return spec.transport() != Transport.SCTP || client && in.received() >= in.planned;
  }

  private void sentSome(long result) {
    if (result == -EAGAIN) {
      sendBlocked = true;
    } else if (result < 0) {
      failed("send", result);
      return;
    } else {
      out.send.advance(result);
      out.piece = Math.max(0, out.piece - result);
    }
    both();
  }

  private void receivedSome(long result) {
    if (result == -EAGAIN) {
      receiveBlocked = true;
    } else if (result > 0) {
      int wrong = pattern.mismatch(in.buffer, (int) result, in.received());
      if (wrong >= 0) {
        connection.failed("byte " + (in.received() + wrong) + " differs from what was sent");
      }
      in.receive.advance(result);
    } else if (result < 0) {
      failed("recv", result);
      return;
    } else {
      in.ended = true;
      connection.endOfData(in);
      if (connection.isOver()) {
        step = Step.OVER;
        return;
      }
    }
    both();
  }

  private void polled() {
    int events = poll.events();
    if ((events & ~POLLIN) != 0) {
      sendBlocked = false;
    }
    if ((events & ~POLLOUT) != 0) {
      receiveBlocked = false;
    }
    both();
  }
}
