package io.lockstep.engine.sim;

import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.NodeQuery;
import io.lockstep.engine.model.OutputStreams;
import io.lockstep.engine.model.TcpField;
import io.lockstep.engine.model.SequenceSpec;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What can be seen of a running simulation. Valid only during the call that hands it over. */
public interface Observations {
  /** Virtual nanoseconds since the start of the scenario. */
  long now();

  /** The present value of a metric, times in nanoseconds, rates in bit/s; NaN if there is none. */
  double metric(int activity, MetricName name);

  /** Likewise of one connection of a flow, or one member of a group, from 1. */
  default double metric(int activity, MetricName name, int number) {
    return Double.NaN;
  }

  /** Who answered a traceroute's probes with a TTL; null for nobody. */
  default InetAddress hop(int activity, int ttl) {
    return null;
  }

  /** When the activity was completed, in virtual nanoseconds, or -1. */
  long completedAt(int activity);

  /** What a program has written so far; empty for other activities. */
  default String output(int activity, OutputStreams streams) {
    return "";
  }

  /** Likewise line by line, with times and remarks. */
  default List<String> outputLines(int activity) {
    return List.of();
  }

  /** Whether a program has started and not ended. */
  default boolean running(int activity) {
    return false;
  }

  /**
   * A counter, read now from {@code /proc/net/{snmp,snmp6,netstat}} of the node's kernel.
   *
   * @param name as {@code nstat} prints it: {@code TcpRetransSegs}, {@code TcpExtTCPTimeouts}
   * @return empty if there is no such counter or the node is dead
   */
  OptionalLong counter(int node, String name);

  /**
   * A sysctl, read now from {@code /proc/sys}: trimmed, tabs as one space.
   *
   * @param key with dots ({@code net.ipv4.ip_forward}), with slashes, or the whole path
   * @return empty if there is no such sysctl, it cannot be read, or the node is dead
   */
  Optional<String> sysctl(int node, String key);

  /**
   * Bytes of memory that a node's kernel has not given out.
   *
   * @param trimmed once it has given back what it keeps for its next allocations. Addresses of later
   *     objects depend on that, so it is for the end of a run
   * @return empty if the node is dead
   */
  default OptionalLong freeMemory(int node, boolean trimmed) {
    return OptionalLong.empty();
  }

  /**
   * Asks a node's kernel.
   *
   * @return empty if there is no such thing, or the node is dead
   */
  default Optional<String> query(int node, NodeQuery query, List<String> arguments) {
    return Optional.empty();
  }

  /**
   * A field of {@code tcp_info} of the socket with which a flow sends.
   *
   * @return NaN if it has no value, or the flow no connection
   */
  default double tcp(int activity, TcpField field) {
    return Double.NaN;
  }

  /** How far a sequence of packets has come. */
  default SequenceOutcome sequence(SequenceSpec sequence) {
    return SequenceOutcome.UNSEEN;
  }

  /** False once the node's kernel has crashed. */
  boolean alive(int node);
}
