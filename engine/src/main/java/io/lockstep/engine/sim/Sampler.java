package io.lockstep.engine.sim;

import io.lockstep.engine.inspect.SocketDiag;
import io.lockstep.engine.inspect.TcpSocket;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.netlink.NetlinkException;
import io.lockstep.engine.netlink.NetlinkSocket;
import io.lockstep.libos.UserMemory;
import java.util.List;

/**
 * Looks at the TCP sockets of nodes now and then: when an instant is over in which such a kernel was
 * entered, but not more often than at an interval. Between its entries a kernel changes nothing, so
 * a time in which nothing happens costs nothing. The interval is a millisecond at first and doubles
 * after each {@value #ROUNDS} looks, so that a long run has thousands of them and not millions.
 *
 * <p>To look changes neither frames nor their times ({@link NodeRunner#peek}). The sockets of sock_diag that it takes are
 * open in all runs, whether they are used or not.
 */
final class Sampler {
  private static final long FIRST_INTERVAL_NS = 1_000_000;
  private static final int ROUNDS = 500;

  private final Clock clock;
  private final SimulatedNode[] nodes;
  private final NodeRunner runner;
  private final NodeCalls[] calls;
  private final UserMemory memory;
  private final int scratch;
  private final SimulationListener listener;
  private final NetlinkSocket[] sockets;

  /** Of which kernel of a node its socket is. */
  private final int[] generations;

  private boolean any;
  private long interval = FIRST_INTERVAL_NS;
  private long next = Long.MIN_VALUE;
  private int rounds;

  Sampler(
      ScenarioCase scenario,
      Clock clock,
      SimulatedNode[] nodes,
      NodeRunner runner,
      NodeCalls[] calls,
      UserMemory memory,
      SimulationListener listener) {
    this.clock = clock;
    this.nodes = nodes;
    this.runner = runner;
    this.calls = calls;
    this.memory = memory;
    this.listener = listener;
    this.sockets = new NetlinkSocket[nodes.length];
    this.generations = new int[nodes.length];
    for (ActivitySpec activity : scenario.activities()) {
      if (mayOpenSockets(activity)) {
        nodes[activity.from()].watched = true;
        nodes[activity.to()].watched = true;
        any = true;
      }
    }
    this.scratch = any ? memory.allocate(NetlinkSocket.SCRATCH_BYTES) : 0;
    for (SimulatedNode node : nodes) {
      if (node.watched) {
        open(node);
      }
    }
  }

  private static boolean mayOpenSockets(ActivitySpec activity) {
    return !(activity instanceof ActivitySpec.Ping || activity instanceof ActivitySpec.UdpFlow);
  }

  private void open(SimulatedNode node) {
    generations[node.index] = node.reboots();
    try {
      sockets[node.index] =
          new NetlinkSocket(calls[node.index], memory, scratch, SocketDiag.NETLINK_SOCK_DIAG);
    } catch (NetlinkException e) {
      // A kernel without sock_diag has no series.
      sockets[node.index] = null;
    }
  }

  /** An instant is over. */
  void instantIsOver() {
    if (any && clock.now >= next && runner.takeStirred() && listener != null) {
      sample();
    }
  }

  /** Up to when frames may travel on their own without something being missed. */
  long horizon() {
    return any && listener != null ? Math.max(next, clock.now + interval) : Long.MAX_VALUE;
  }

  private void sample() {
    for (SimulatedNode node : nodes) {
      if (node.watched && node.stirred && !node.dead) {
        runner.peek(node, () -> look(node));
      }
      node.stirred = false;
    }
    next = clock.now + interval;
    if (++rounds == ROUNDS) {
      rounds = 0;
      interval *= 2;
    }
  }

  /** The TCP connections of a node that is alive; none if it is not watched. */
  List<TcpSocket> sockets(SimulatedNode node) {
    if (generations[node.index] != node.reboots()) {
      open(node);
    }
    if (sockets[node.index] == null) {
      return List.of();
    }
    try {
      return SocketDiag.tcp(sockets[node.index], SocketDiag.CONNECTIONS);
    } catch (NetlinkException e) {
      return List.of();
    }
  }

  private void look(SimulatedNode node) {
    List<TcpSocket> seen = sockets(node);
    if (!seen.isEmpty()) {
      listener.sockets(clock.scenario(), node.index, seen);
    }
  }
}
