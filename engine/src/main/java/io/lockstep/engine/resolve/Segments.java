package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.OptionValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the broadcast domains of a scenario. */
final class Segments {
  private static final ImmutableSet<String> TRANSPARENT =
      ImmutableSet.of("bridge", "bond", "dummy", "ifb");
  private static final ImmutableSet<String> JOINING = ImmutableSet.of("bridge", "bond");

  private final Map<Wire, Wire> parents = new HashMap<>();

  private Segments() {}

  /** Whether the resolver sees all ways that packets take through a device of that kind. */
  static boolean isTransparent(String kind) {
    return TRANSPARENT.contains(kind);
  }

  /**
   * The domains in the order of their first wires, then netdevs that are alone but have addresses:
   * {@code lo} and dummies.
   */
  static List<Segment> of(List<NodeState> nodes, List<Wire> wires) {
    return new Segments().find(nodes, wires);
  }

  private List<Segment> find(List<NodeState> nodes, List<Wire> wires) {
    Map<NetdevState, Wire> bridges = new LinkedHashMap<>();
    for (NodeState node : nodes) {
      for (NetdevState netdev : node.netdevs.values()) {
        if (joins(netdev)) {
          Wire first = null;
          for (Wire wire : below(netdev, new LinkedHashSet<>())) {
            if (first != null) {
              parents.put(root(wire), root(first));
            }
            first = first == null ? wire : first;
          }
          if (first != null && !netdev.isEnslaved()) {
            bridges.put(netdev, first);
          }
        }
      }
    }
    Map<Wire, List<Wire>> groups = new LinkedHashMap<>();
    wires.forEach(wire -> groups.computeIfAbsent(root(wire), key -> new ArrayList<>()).add(wire));
    List<Segment> segments = new ArrayList<>();
    Map<Wire, Segment> byRoot = new HashMap<>();
    groups.forEach(
        (root, group) -> {
          Segment segment = new Segment(segments.size(), group);
          segments.add(segment);
          byRoot.put(root, segment);
          for (Wire wire : group) {
            wire.ports().stream()
                .filter(port -> !port.isEnslaved())
                .forEach(segment.stations::add);
          }
        });
    bridges.forEach((bridge, wire) -> byRoot.get(root(wire)).stations.add(bridge));
    for (NodeState node : nodes) {
      for (NetdevState netdev : node.netdevs.values()) {
        boolean alone =
            netdev.origin == NetdevState.Origin.LOOPBACK || netdev.kind.equals("dummy");
        if (alone && !netdev.addresses.isEmpty()) {
          Segment segment = new Segment(segments.size(), List.of());
          segment.stations.add(netdev);
          segments.add(segment);
        }
      }
    }
    return segments;
  }

  private static boolean joins(NetdevState netdev) {
    boolean byVlan =
        netdev.options.get("vlan_filtering") instanceof OptionValue.Flag flag && flag.on();
    return netdev.origin == NetdevState.Origin.DEVICE && JOINING.contains(netdev.kind) && !byVlan;
  }

  /** The wires whose ends are ports of a bridge or bond, directly or by another one. */
  private static Set<Wire> below(NetdevState bridge, Set<NetdevState> seen) {
    Set<Wire> wires = new LinkedHashSet<>();
    if (seen.add(bridge)) {
      for (NetdevState port : bridge.node.netdevs.values()) {
        if (port.master == bridge && port.wire != null) {
          wires.add(port.wire);
        } else if (port.master == bridge && joins(port)) {
          wires.addAll(below(port, seen));
        }
      }
    }
    return wires;
  }

  private Wire root(Wire wire) {
    Wire at = wire;
    while (parents.getOrDefault(at, at) != at) {
      at = parents.get(at);
    }
    return at;
  }
}
