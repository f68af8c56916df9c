package io.lockstep.engine.resolve;

import com.google.common.collect.Range;
import com.google.common.collect.RangeMap;
import com.google.common.collect.TreeRangeMap;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.Prefix;
import io.lockstep.grammar.ast.Span;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the addresses that were written and chooses those that were not. */
final class Addressing {
  private static final int LEAST_MTU_IPV6 = 1280;

  private final List<LinkState> links;
  private final List<NodeState> nodes;
  private final Problems problems;
  private final AddressPlan plan = new AddressPlan();
  private final Map<InetAddress, Span> addresses = new HashMap<>();
  private final RangeMap<BigInteger, Subnet> subnets4 = TreeRangeMap.create();
  private final RangeMap<BigInteger, Subnet> subnets6 = TreeRangeMap.create();

  private final Set<Integer> overlapping = new HashSet<>();

  Addressing(List<LinkState> links, List<NodeState> nodes, Problems problems) {
    this.links = links;
    this.nodes = nodes;
    this.problems = problems;
  }

  private record Subnet(LinkState link, Prefix prefix, Span span) {}

  void run() {
    for (LinkState link : links) {
      problems.guard(() -> checkEnds(link));
      for (LinkState.End end : List.of(link.a, link.b)) {
        for (int i = 0; i < end.addresses.size(); i++) {
          Prefix prefix = end.addresses.get(i);
          Span span = end.addressSpans.get(i);
          problems.guard(() -> checkAddress(link, prefix, span));
          plan.reserve(prefix);
        }
      }
    }
    for (LinkState link : links) {
      if (link.a.addresses.isEmpty() && link.b.addresses.isEmpty()) {
        problems.guard(() -> choose(link));
      }
    }
  }

  private void checkEnds(LinkState link) {
    if (link.a.addresses.isEmpty() != link.b.addresses.isEmpty()) {
      LinkState.End bare = link.a.addresses.isEmpty() ? link.a : link.b;
      LinkState.End other = bare == link.a ? link.b : link.a;
      throw Mistake.at(
          bare.span,
          "one-address",
          nodes.get(other.node).name
              + " has an address on this link and "
              + nodes.get(bare.node).name
              + " has none, expected addresses on both ends or on neither");
    }
    checkFamily(link, false);
    checkFamily(link, true);
    boolean ipv6 = link.a.addresses.stream().anyMatch(Prefix::isIpv6);
    if (ipv6 && link.mtu < LEAST_MTU_IPV6) {
      throw Mistake.at(
          link.mtuSpan,
          "out-of-range",
          "IPv6 needs an mtu of at least 1280B, found " + link.mtu + "B");
    }
  }

  private void checkFamily(LinkState link, boolean ipv6) {
    List<Prefix> as = link.a.addresses.stream().filter(p -> p.isIpv6() == ipv6).toList();
    List<Prefix> bs = link.b.addresses.stream().filter(p -> p.isIpv6() == ipv6).toList();
    Set<Prefix> networks = new HashSet<>();
    as.forEach(prefix -> networks.add(prefix.network()));
    boolean shared = bs.stream().anyMatch(prefix -> networks.contains(prefix.network()));
    if (!as.isEmpty() && !bs.isEmpty() && !shared) {
      int place = link.b.addresses.indexOf(bs.get(0));
      throw Mistake.at(
          link.b.addressSpans.get(place),
          "different-subnets",
          "the two ends are in different subnets: "
              + as.get(0).network()
              + " and "
              + bs.get(0).network());
    }
  }

  private void checkAddress(LinkState link, Prefix prefix, Span span) {
    InetAddress address = prefix.address();
    checkHost(prefix, span);
    if (address.isLinkLocalAddress() && prefix.isIpv6()) {
      return;
    }
    Span earlier = addresses.putIfAbsent(address, span);
    if (earlier != null) {
      throw Mistake.at(
          span,
          "duplicate-address",
          "the address " + InetAddresses.toAddrString(address) + " is used twice",
          "first used at " + earlier.location());
    }
    RangeMap<BigInteger, Subnet> subnets = prefix.isIpv6() ? subnets6 : subnets4;
    Range<BigInteger> range = AddressPlan.range(prefix);
    for (Subnet other : subnets.subRangeMap(range).asMapOfRanges().values()) {
      if (other.link != link && overlapping.add(link.index)) {
        throw Mistake.at(
            span,
            "overlapping-subnets",
            "the subnet "
                + prefix.network()
                + " overlaps "
                + other.prefix.network()
                + " on the link "
                + other.link.name,
            "that one is at " + other.span.location());
      }
    }
    subnets.put(range, new Subnet(link, prefix, span));
  }

  private static void checkHost(Prefix prefix, Span span) {
    InetAddress address = prefix.address();
    int hostBits = address.getAddress().length * 8 - prefix.length();
    String wrong = null;
    if (address.isAnyLocalAddress() || address.isLoopbackAddress() || prefix.length() == 0) {
      wrong = "can't be the address of a netdev";
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
          span, "bad-address", prefix + " " + wrong + ", expected the address of a host");
    }
  }

  private void choose(LinkState link) {
    assign(link, plan.chooseIpv4(link.name).orElseThrow(() -> exhausted(link)));
    if (link.mtu >= LEAST_MTU_IPV6 && usesIpv6(link.a) && usesIpv6(link.b)) {
      assign(link, plan.chooseIpv6(link.name).orElseThrow(() -> exhausted(link)));
    }
  }

  /** Whether the scenario leaves IPv6 on at this netdev. */
  private boolean usesIpv6(LinkState.End end) {
    List<String> files =
        Stream.of("all", "default", end.netdev)
            .map(where -> "/proc/sys/net/ipv6/conf/" + where + "/disable_ipv6")
            .toList();
    return nodes.get(end.node).settings.stream()
        .noneMatch(set -> files.contains(set.path()) && set.value().strip().equals("1"));
  }

  private static void assign(LinkState link, AddressPlan.Pair pair) {
    link.a.addresses.add(pair.a());
    link.b.addresses.add(pair.b());
  }

  private static Mistake exhausted(LinkState link) {
    return Mistake.at(
        link.span,
        "no-subnet-left",
        "no subnet is left for automatic addresses (198.18.0.0/15 holds 32,768 links), expected"
            + " addresses on both ends");
  }
}
