package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.lockstep.engine.model.NodeFile;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Setting;
import io.lockstep.engine.model.Source;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node while its settings are being collected. */
final class NodeState {
  /** An {@code interface} or {@code device} block and the variables it sees. */
  record Block(io.lockstep.grammar.ast.Setting setting, Scope scope) {}

  /**
   * A file to write.
   *
   * @param sysctl its dotted name, or null if {@code path} is given
   */
  record Write(String sysctl, String path, String value, Span span, Source source) {}

  final int index;
  final String name;
  final Source source;
  final List<Write> writes = new ArrayList<>();
  final List<Block> blocks = new ArrayList<>();

  /** By name, {@code lo} first; those whose name is still open are missing. */
  final Map<String, NetdevState> netdevs = new LinkedHashMap<>();

  /** Those of links and LANs, by number. */
  final List<NetdevState> ports = new ArrayList<>();

  /** The writes once the names of all netdevs are known. */
  final List<Setting> settings = new ArrayList<>();

  /** What its programs see. */
  final List<NodeFile> files = new ArrayList<>();

  String kernel = "";
  long memoryBytes;
  long callCostNs;

  NodeState(int index, String name, Source source) {
    this.index = index;
    this.name = name;
    this.source = source;
    netdevs.put(
        "lo",
        new NetdevState(this, NetdevState.Origin.LOOPBACK, "lo", null, -1, null, source));
  }

  /** All netdevs, also those without a name yet. */
  Iterable<NetdevState> allNetdevs() {
    return Iterables.concat(
        netdevs.values(), Iterables.filter(ports, port -> port.name == null));
  }

  /** Whether it has devices by which packets may take ways that the resolver does not see. */
  boolean isOpaque() {
    return netdevs.values().stream()
        .anyMatch(netdev -> netdev.isDevice() && !Segments.isTransparent(netdev.kind));
  }

  NodeSpec spec() {
    return new NodeSpec(
        index, name, kernel, memoryBytes, callCostNs, ImmutableList.copyOf(settings),
        ImmutableList.copyOf(files), source);
  }
}
