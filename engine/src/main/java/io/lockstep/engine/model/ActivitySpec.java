package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.net.InetAddress;

/** Something that runs for a while and has results: a flow, a ping, a traceroute or a program. */
public sealed interface ActivitySpec {
  /** Position in {@link ScenarioCase#activities}. */
  int index();

  /** As displayed; unnamed ones are called {@code tcp a -> b:80}. */
  String name();

  int from();

  int to();

  /** The target's address on the last link of the path; null for a program. */
  InetAddress address();

  /** What lets it begin. */
  When start();

  /** The same activity with another start. */
  ActivitySpec withStart(When other);

  Source source();

  /**
   * A stream: a transfer, or requests and responses.
   *
   * @param sendBytes bytes that each connection sends, or -1 to send until {@code stopNs}
   * @param stopNs when to stop sending, or -1 for never
   */
  record TcpFlow(
      int index,
      String name,
      int from,
      int to,
      InetAddress address,
      int port,
      long sendBytes,
      When start,
      long stopNs,
      Source source,
      StreamSpec stream)
      implements ActivitySpec {
    @Override
    public TcpFlow withStart(When other) {
      return new TcpFlow(
          index, name, from, to, address, port, sendBytes, other, stopNs, source, stream);
    }
  }

  /**
   * Datagrams, at a constant rate if nothing else is said: one each {@code sizeBytes * 8 / rate}
   * seconds from the start, the last one before the stop.
   *
   * @param rateBitsPerSecond of payload
   * @param sizeBytes of payload, at least 16
   * @param count datagrams to send, or -1 for no limit
   * @param stopNs or -1
   */
  record UdpFlow(
      int index,
      String name,
      int from,
      int to,
      InetAddress address,
      int port,
      long rateBitsPerSecond,
      int sizeBytes,
      long count,
      When start,
      long stopNs,
      Source source,
      DatagramSpec datagrams)
      implements ActivitySpec {
    @Override
    public UdpFlow withStart(When other) {
      return new UdpFlow(
          index, name, from, to, address, port, rateBitsPerSecond, sizeBytes, count, other, stopNs,
          source, datagrams);
    }

    @Override
    public boolean involves(int node) {
      return node == from
          || node == to
          || datagrams.members().stream().anyMatch(member -> member.node() == node);
    }
  }

  /**
   * ICMP or ICMPv6 echo.
   *
   * @param sizeBytes of the echo payload (56 by default, as ping(8))
   */
  record Ping(
      int index,
      String name,
      int from,
      int to,
      InetAddress address,
      int count,
      long intervalNs,
      int sizeBytes,
      When start,
      Source source,
      EchoSpec echo)
      implements ActivitySpec {
    @Override
    public Ping withStart(When other) {
      return new Ping(
          index, name, from, to, address, count, intervalNs, sizeBytes, other, source, echo);
    }
  }

  /**
   * Probes with growing TTLs.
   *
   * @param icmp whether they are echo requests, and not UDP datagrams
   * @param maxHops the greatest TTL
   * @param probes for each TTL
   * @param timeoutNs how long it waits for an answer
   * @param owners which node has which address, for the names of the hops
   */
  record Traceroute(
      int index,
      String name,
      int from,
      int to,
      InetAddress address,
      boolean icmp,
      int maxHops,
      int probes,
      int sizeBytes,
      long timeoutNs,
      SocketSpec sockets,
      ImmutableMap<InetAddress, Integer> owners,
      When start,
      Source source)
      implements ActivitySpec {
    @Override
    public Traceroute withStart(When other) {
      return new Traceroute(
          index, name, from, to, address, icmp, maxHops, probes, sizeBytes, timeoutNs, sockets,
          owners, other, source);
    }
  }

  /** What runs in one node and talks to nobody that the scenario names. */
  sealed interface InNode extends ActivitySpec {
    int node();

    @Override
    default int from() {
      return node();
    }

    @Override
    default int to() {
      return node();
    }

    @Override
    default InetAddress address() {
      return null;
    }
  }

  /**
   * A program of the host that runs in a node.
   *
   * @param daemon whether the run does not wait for its end
   * @param command a command line, or a script
   * @param stopNs when it is told to end, or -1
   * @param timeoutNs how long it may run, or -1
   * @param input what it reads
   * @param environment variables, in order
   * @param directory where it starts; empty for the usual one
   * @param files what is written before it starts, in order
   */
  record Program(
      int index,
      String name,
      int node,
      boolean daemon,
      String command,
      When start,
      long stopNs,
      long timeoutNs,
      FileContent input,
      ImmutableMap<String, String> environment,
      String directory,
      ImmutableList<NodeFile> files,
      Source source)
      implements InNode {
    @Override
    public Program withStart(When other) {
      return new Program(
          index, name, node, daemon, command, other, stopNs, timeoutNs, input, environment,
          directory, files, source);
    }
  }

  /**
   * A program made of system calls.
   *
   * @param steps in order
   * @param timeoutNs how long each of its calls may take
   */
  record Script(
      int index,
      String name,
      int node,
      ImmutableList<ScriptStep> steps,
      When start,
      long timeoutNs,
      Source source)
      implements InNode {
    @Override
    public Script withStart(When other) {
      return new Script(
          index, name, node, steps, other, timeoutNs, source);
    }

    /** The same with steps. */
    public Script withSteps(ImmutableList<ScriptStep> other) {
      return new Script(index, name, node, other, start, timeoutNs, source);
    }
  }

  /** Whether it has a socket in a node. */
  default boolean involves(int node) {
    return node == from() || node == to();
  }

  /** Whether it is a program that the run does not wait for. */
  default boolean isDaemon() {
    return this instanceof Program program && program.daemon();
  }
}
