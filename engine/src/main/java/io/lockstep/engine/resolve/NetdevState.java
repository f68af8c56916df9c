package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.NetworkItem;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.Source;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A netdev of a node while its properties are being collected. */
final class NetdevState {
  /** Where it comes from. */
  enum Origin {
    /** It is the end of a link or a member of a LAN. */
    WIRE,
    /** Every node has its {@code lo}. */
    LOOPBACK,
    /** A {@code device} statement. */
    DEVICE,
    /** The other end of a pair: an option of a device made it. */
    PEER
  }

  /** A queueing discipline with the place where it was chosen. */
  record Queue(NetworkItem.Qdisc root, Source source) {}

  final NodeState node;
  final Origin origin;
  final Span span;
  final Source source;

  /** Of {@link Origin#WIRE}, else null. */
  final Wire wire;

  /** Number of a wire's end within its node, else -1. */
  final int number;

  /** Null until a name is chosen. */
  String name;

  /** Of a device, else empty. */
  String kind = "";

  final Map<String, OptionValue> options = new LinkedHashMap<>();

  /** Names of netdevs that must exist before this one. */
  final Set<String> needs = new LinkedHashSet<>();

  /** Netdevs that become ports of this one, with the place where that is said. */
  final Map<String, Span> ports = new LinkedHashMap<>();

  final List<GivenAddress> addresses = new ArrayList<>();

  /** How many of the addresses, from the first on, were chosen by the engine. */
  private int automatic;

  /** Addresses that the timeline gives it later. */
  final List<GivenAddress> later = new ArrayList<>();

  /** 48 bits, or -1 if it is left to the engine or the kernel. */
  long mac = -1;

  Source macSource;

  /** Bytes, or 0 if it is left to the wire or the kernel. */
  int mtu;

  Span mtuSpan;
  Source mtuSource;
  int offloads;
  boolean up = true;
  Source stateSource;

  /** The bridge, bond or VRF that it belongs to, or null. */
  NetdevState master;

  Source masterSource;
  Optional<Queue> queue = Optional.empty();

  NetdevState(
      NodeState node, Origin origin, String name, Wire wire, int number, Span span,
      Source source) {
    this.node = node;
    this.origin = origin;
    this.name = name;
    this.wire = wire;
    this.number = number;
    this.span = span;
    this.source = source;
  }

  /** Whether it has an address with others in its subnet, which a host address alone is not. */
  boolean hasSubnet() {
    return addresses.stream().anyMatch(given -> !given.prefix().isHost());
  }

  /** Takes an address that was chosen for it; those given by hand come later. */
  void addAutomatic(Prefix prefix) {
    addresses.add(automatic++, new GivenAddress(prefix, span, source));
  }

  boolean isDevice() {
    return origin == Origin.DEVICE || origin == Origin.PEER;
  }

  /** Bytes; 0 if only the kernel knows. */
  int effectiveMtu() {
    return mtu > 0 || wire == null ? mtu : wire.mtu();
  }

  /** Whether frames that arrive here go to a bridge or a bond instead of this node's IP. */
  boolean isEnslaved() {
    return master != null && !master.kind.equals("vrf");
  }

  /** {@code alice.eth0}. */
  String fullName() {
    return node.name + "." + name;
  }

  /** The end of a link or LAN as the engine takes it. */
  LinkEnd end() {
    return new LinkEnd(
        node.index,
        number,
        name,
        mac,
        effectiveMtu(),
        offloads,
        addresses.stream().map(GivenAddress::prefix).collect(toImmutableList()));
  }
}
