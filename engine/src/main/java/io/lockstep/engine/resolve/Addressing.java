package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Prefix;
import io.lockstep.grammar.ast.Span;
import java.util.List;

/** Chooses the addresses that were not written, after all that were have been checked. */
final class Addressing {
  private final List<Segment> segments;
  private final List<NodeState> nodes;
  private final Problems problems;
  private final AddressPlan plan = new AddressPlan();

  Addressing(List<Segment> segments, List<NodeState> nodes, Problems problems) {
    this.segments = segments;
    this.nodes = nodes;
    this.problems = problems;
  }

  void run() {
    new AddressChecks(segments, nodes, problems).run();
    for (NodeState node : nodes) {
      for (NetdevState netdev : node.netdevs.values()) {
        netdev.addresses.forEach(address -> plan.reserve(address.prefix()));
        netdev.later.forEach(address -> plan.reserve(address.prefix()));
      }
    }
    for (Segment segment : segments) {
      problems.guard(() -> choose(segment));
    }
  }

  private void choose(Segment segment) {
    List<NetdevState> ends =
        segment.stations.stream().filter(station -> station.wire != null).toList();
    boolean any = segment.stations.stream().anyMatch(NetdevState::hasSubnet);
    if (ends.stream().noneMatch(station -> station.addresses.isEmpty())) {
      return;
    }
    List<NetdevState> bare =
        ends.stream().filter(station -> !any || station.addresses.isEmpty()).toList();
    String name = segment.wires.get(0).name();
    if (segment.isPlainLink()) {
      if (!any) {
        link(bare.get(0), bare.get(1), name);
      }
    } else if (any) {
      fill(segment, bare);
    } else {
      lan(segment, bare, name);
    }
  }

  private void link(NetdevState a, NetdevState b, String name) {
    assign(a, b, plan.chooseIpv4(name).orElseThrow(() -> exhausted(a.wire)));
    if (AddressChecks.usesIpv6(a) && AddressChecks.usesIpv6(b)) {
      assign(a, b, plan.chooseIpv6(name).orElseThrow(() -> exhausted(a.wire)));
    }
  }

  private static void assign(NetdevState a, NetdevState b, AddressPlan.Pair pair) {
    a.addAutomatic(pair.a());
    b.addAutomatic(pair.b());
  }

  /** The n-th member gets the n-th host address. */
  private void lan(Segment segment, List<NetdevState> bare, String name) {
    Wire wire = segment.wires.get(0);
    Hosts hosts4 =
        new Hosts(plan.chooseLan4(name, bare.size()).orElseThrow(() -> exhausted(wire)));
    Hosts hosts6 = null;
    if (bare.stream().allMatch(AddressChecks::usesIpv6)) {
      hosts6 = new Hosts(plan.chooseLan6(name).orElseThrow(() -> exhausted(wire)));
    }
    for (NetdevState station : bare) {
      give(station, hosts4);
      if (hosts6 != null) {
        give(station, hosts6);
      }
    }
  }

  /** Those without an address get free ones of the subnets that others have. */
  private void fill(Segment segment, List<NetdevState> bare) {
    for (boolean ipv6 : new boolean[] {false, true}) {
      Hosts hosts = null;
      for (NetdevState station : segment.stations) {
        for (GivenAddress address : station.addresses) {
          Prefix prefix = address.prefix();
          boolean shared = !prefix.isHost() && !prefix.address().isLinkLocalAddress();
          if (prefix.isIpv6() == ipv6 && shared) {
            hosts = hosts == null ? new Hosts(prefix.network()) : hosts;
            hosts.take(prefix.address());
          }
        }
      }
      if (hosts != null) {
        for (NetdevState station : bare) {
          give(station, hosts);
        }
      }
    }
  }

  private static void give(NetdevState station, Hosts hosts) {
    Span span = station.span;
    Prefix prefix =
        hosts
            .next()
            .orElseThrow(
                () ->
                    Mistake.at(
                        span,
                        "no-address-left",
                        "no address is left for "
                            + station.node.name
                            + " in the subnet "
                            + hosts.subnet()));
    station.addAutomatic(prefix);
  }

  private static Mistake exhausted(Wire wire) {
    return Mistake.at(
        wire.span(),
        "no-subnet-left",
        wire instanceof LinkState
            ? "no subnet is left for automatic addresses (198.18.0.0/15 holds 32,768 links),"
                + " expected addresses on both ends"
            : "no subnet is left for automatic addresses (100.64.0.0/10 holds 16,384 small LANs),"
                + " expected an address for a member");
  }
}
