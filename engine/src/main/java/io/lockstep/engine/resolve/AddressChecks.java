package io.lockstep.engine.resolve;

import com.google.common.collect.Range;
import com.google.common.collect.RangeMap;
import com.google.common.collect.TreeRangeMap;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.Prefix;
import io.lockstep.grammar.ast.Span;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the addresses that were written. */
final class AddressChecks {
  private static final int LEAST_MTU_IPV6 = 1280;

  private final List<Segment> segments;
  private final List<NodeState> nodes;
  private final Problems problems;
  private final Map<InetAddress, Span> addresses = new HashMap<>();
  private final RangeMap<BigInteger, Subnet> subnets4 = TreeRangeMap.create();
  private final RangeMap<BigInteger, Subnet> subnets6 = TreeRangeMap.create();
  private final Set<Integer> overlapping = new HashSet<>();

  AddressChecks(List<Segment> segments, List<NodeState> nodes, Problems problems) {
    this.segments = segments;
    this.nodes = nodes;
    this.problems = problems;
  }

  private record Subnet(Segment segment, Prefix prefix, Span span) {}

  void run() {
    for (Segment segment : segments) {
      boolean vrf = segment.stations.stream().anyMatch(AddressChecks::isInVrf);
      problems.guard(() -> checkStations(segment));
      for (NetdevState station : segment.stations) {
        problems.guard(() -> checkMtu(station));
        for (GivenAddress address : station.addresses) {
          problems.guard(() -> checkHost(station, address));
          if (!vrf) {
            problems.guard(() -> checkUnique(segment, address));
          }
        }
      }
    }
    for (NodeState node : nodes) {
      problems.guard(() -> checkDevices(node));
    }
  }

  private static boolean isInVrf(NetdevState station) {
    return station.master != null && station.master.kind.equals("vrf");
  }

  private static void checkMtu(NetdevState station) {
    boolean ipv6 = Segment.hasFamily(station, true);
    int mtu = station.effectiveMtu();
    if (ipv6 && mtu > 0 && mtu < LEAST_MTU_IPV6) {
      Span span = station.mtuSpan;
      if (span == null && station.wire != null) {
        span = station.wire.mtuSpan();
      }
      throw Mistake.at(
          span == null ? station.span : span,
          "out-of-range",
          "IPv6 needs an mtu of at least 1280B, found " + mtu + "B");
    }
  }

  private static void checkStations(Segment segment) {
    if (segment.isPlainLink()) {
      NetdevState a = segment.stations.get(0);
      NetdevState b = segment.stations.get(1);
      if (a.addresses.isEmpty() != b.addresses.isEmpty() && (a.hasSubnet() || b.hasSubnet())) {
        NetdevState bare = a.addresses.isEmpty() ? a : b;
        NetdevState other = bare == a ? b : a;
        throw Mistake.at(
            bare.span,
            "one-address",
            other.node.name
                + " has an address on this link and "
                + bare.node.name
                + " has none, expected addresses on both ends or on neither");
      }
    }
    checkFamily(segment, false);
    checkFamily(segment, true);
  }

  /** Everybody must share a subnet with somebody. */
  private static void checkFamily(Segment segment, boolean ipv6) {
    Map<Prefix, Set<NetdevState>> users = new HashMap<>();
    for (NetdevState station : segment.stations) {
      for (GivenAddress address : station.addresses) {
        if (address.prefix().isIpv6() == ipv6) {
          users
              .computeIfAbsent(address.prefix().network(), key -> new HashSet<>())
              .add(station);
        }
      }
    }
    List<GivenAddress> shared = new ArrayList<>();
    Map<NetdevState, GivenAddress> lone = new LinkedHashMap<>();
    for (NetdevState station : segment.stations) {
      for (GivenAddress address : station.addresses) {
        if (address.prefix().isIpv6() == ipv6) {
          boolean alone = users.get(address.prefix().network()).size() == 1;
          if (alone) {
            lone.putIfAbsent(station, address);
          } else {
            lone.put(station, null);
            shared.add(address);
            break;
          }
        }
      }
    }
    lone.values().removeIf(Objects::isNull);
    if (lone.isEmpty() || lone.size() == 1 && shared.isEmpty()) {
      return;
    }
    List<Map.Entry<NetdevState, GivenAddress>> list = List.copyOf(lone.entrySet());
    boolean first = !shared.isEmpty();
    GivenAddress other = first ? shared.get(0) : list.get(0).getValue();
    NetdevState station = list.get(first ? 0 : 1).getKey();
    Prefix wrong = list.get(first ? 0 : 1).getValue().prefix().network();
    throw Mistake.at(
        lone.get(station).span(),
        "different-subnets",
        segment.isPlainLink()
            ? "the two ends are in different subnets: " + other.prefix().network() + " and " + wrong
            : station.node.name
                + " is alone in the subnet "
                + wrong
                + ", others on the "
                + segment.describe()
                + " are in "
                + other.prefix().network());
  }

  private void checkUnique(Segment segment, GivenAddress given) {
    Prefix prefix = given.prefix();
    InetAddress address = prefix.address();
    if (address.isLinkLocalAddress() && prefix.isIpv6() || segment.wires.isEmpty()) {
      return;
    }
    Span earlier = addresses.putIfAbsent(address, given.span());
    if (earlier != null) {
      throw duplicate(given, earlier);
    }
    RangeMap<BigInteger, Subnet> subnets = prefix.isIpv6() ? subnets6 : subnets4;
    Range<BigInteger> range = AddressPlan.range(prefix);
    for (Subnet other : subnets.subRangeMap(range).asMapOfRanges().values()) {
      if (other.segment != segment && overlapping.add(segment.index)) {
        throw Mistake.at(
            given.span(),
            "overlapping-subnets",
            "the subnet "
                + prefix.network()
                + " overlaps "
                + other.prefix.network()
                + " on the "
                + other.segment.describe(),
            "that one is at " + other.span.location());
      }
    }
    subnets.put(range, new Subnet(segment, prefix, given.span()));
  }

  private static Mistake duplicate(GivenAddress given, Span earlier) {
    return Mistake.at(
        given.span(),
        "duplicate-address",
        "the address " + InetAddresses.toAddrString(given.prefix().address()) + " is used twice",
        "first used at " + earlier.location());
  }

  /** Addresses of devices may come again elsewhere (other VLANs, anycast), but not on a node. */
  private static void checkDevices(NodeState node) {
    Map<InetAddress, Span> own = new HashMap<>();
    boolean vrf = node.netdevs.values().stream().anyMatch(netdev -> netdev.kind.equals("vrf"));
    for (NetdevState netdev : node.netdevs.values()) {
      for (GivenAddress given : netdev.addresses) {
        if (netdev.wire == null) {
          checkHost(netdev, given);
        }
        InetAddress address = given.prefix().address();
        Span earlier = own.putIfAbsent(address, given.span());
        boolean device = netdev.wire == null;
        if (earlier != null && device && !vrf && !address.isLinkLocalAddress()) {
          throw duplicate(given, earlier);
        }
      }
    }
  }

  static void checkHost(NetdevState netdev, GivenAddress given) {
    Prefix prefix = given.prefix();
    InetAddress address = prefix.address();
    boolean loopback =
        address.isLoopbackAddress() && netdev.origin != NetdevState.Origin.LOOPBACK;
    int hostBits = address.getAddress().length * 8 - prefix.length();
    String wrong = null;
    if (address.isAnyLocalAddress() || loopback || prefix.length() == 0) {
      wrong = "cannot be the address of a netdev";
    } else if (address.isMulticastAddress()) {
      wrong = "is a multicast address";
    } else if (!prefix.isIpv6() && hostBits > 1) {
      BigInteger host = new BigInteger(1, address.getAddress()).subtract(prefix.first());
      BigInteger last = BigInteger.ONE.shiftLeft(hostBits).subtract(BigInteger.ONE);
      if (host.signum() == 0) {
        wrong = "is the address of the network itself";
      } else if (host.equals(last)) {
        wrong = "is the network's broadcast address";
      }
    }
    if (wrong != null) {
      throw Mistake.at(
          given.span(),
          "bad-address",
          prefix + " " + wrong + ", expected the address of a host");
    }
  }

  /** Whether the scenario leaves IPv6 on at this netdev, which is the end of a wire. */
  static boolean usesIpv6(NetdevState station) {
    List<String> files =
        Stream.of("all", "default", station.name)
            .map(where -> "/proc/sys/net/ipv6/conf/" + where + "/disable_ipv6")
            .toList();
    return station.effectiveMtu() >= LEAST_MTU_IPV6
        && station.node.settings.stream()
            .noneMatch(set -> files.contains(set.path()) && set.value().strip().equals("1"));
  }
}
