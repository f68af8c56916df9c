package io.lockstep.engine.resolve;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import com.google.common.hash.Hashing;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.Prefix;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Chooses subnets for links whose ends have no addresses: a /30 from 198.18.0.0/15 (RFC 2544,
 * benchmarking) and a /64 from 2001:db8::/32 (RFC 3849, documentation); and for LANs: at least a
 * /24 from 100.64.0.0/10 (RFC 6598, shared address space; there is no larger range for
 * documentation, and links keep theirs to themselves) and a /64. Where a subnet lies follows from
 * the name of the link or LAN alone, unless the place is taken; then the next free one is used.
 */
final class AddressPlan {
  private static final Pool IPV4 = new Pool("198.18.0.0", 15, 30);
  private static final Pool IPV6 = new Pool("2001:db8::", 32, 64);
  private static final String LAN_BASE = "100.64.0.0";
  private static final int LAN_BASE_LENGTH = 10;
  private static final int LONGEST_LAN = 24;

  private final RangeSet<BigInteger> taken4 = TreeRangeSet.create();
  private final RangeSet<BigInteger> taken6 = TreeRangeSet.create();

  /** The two ends' addresses in one subnet. */
  record Pair(Prefix a, Prefix b) {}

  /** Marks a subnet as used, so that none chosen later overlaps it. */
  void reserve(Prefix prefix) {
    (prefix.isIpv6() ? taken6 : taken4).add(range(prefix));
  }

  /** All addresses of a network, as unsigned numbers. */
  static Range<BigInteger> range(Prefix prefix) {
    BigInteger first = prefix.first();
    int hostBits = prefix.address().getAddress().length * 8 - prefix.length();
    return Range.closedOpen(first, first.add(BigInteger.ONE.shiftLeft(hostBits)));
  }

  /** The IPv4 subnet of a link, or nothing if all are taken. */
  Optional<Pair> chooseIpv4(String link) {
    return choose(IPV4, taken4, link);
  }

  /** The IPv6 subnet of a link, or nothing if all are taken. */
  Optional<Pair> chooseIpv6(String link) {
    return choose(IPV6, taken6, link);
  }

  /** The IPv4 subnet of a LAN with room for so many hosts, or nothing if there is none. */
  Optional<Prefix> chooseLan4(String lan, int hosts) {
    int length = LONGEST_LAN;
    // Neither the first nor the last address of a subnet is that of a host.
    while (length > LAN_BASE_LENGTH && (1L << 32 - length) - 2 < hosts) {
      length--;
    }
    Pool pool = new Pool(LAN_BASE, LAN_BASE_LENGTH, length);
    return subnet(pool, taken4, lan).map(subnet -> pool.host(subnet, 0));
  }

  /** The IPv6 subnet of a LAN, or nothing if all are taken. */
  Optional<Prefix> chooseLan6(String lan) {
    return subnet(IPV6, taken6, "lan\0" + lan).map(subnet -> IPV6.host(subnet, 0));
  }

  private static Optional<Pair> choose(Pool pool, RangeSet<BigInteger> taken, String link) {
    return subnet(pool, taken, link)
        .map(subnet -> new Pair(pool.host(subnet, 1), pool.host(subnet, 2)));
  }

  private static Optional<Range<BigInteger>> subnet(
      Pool pool, RangeSet<BigInteger> taken, String link) {
    long subnets = 1L << pool.subnetLength - pool.length;
    long hash = Hashing.farmHashFingerprint64().hashString(link, StandardCharsets.UTF_8).asLong();
    long wanted = hash & subnets - 1;
    for (long tried = 0; tried < subnets; tried++) {
      Range<BigInteger> subnet = pool.subnet(wanted + tried & subnets - 1);
      if (!taken.intersects(subnet)) {
        taken.add(subnet);
        return Optional.of(subnet);
      }
      if (tried == 0 && taken.encloses(pool.all())) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Equal subnets of one address range. */
  private static final class Pool {
    private final BigInteger base;
    private final int addressBits;
    private final int length;
    private final int subnetLength;

    Pool(String base, int length, int subnetLength) {
      InetAddress address = InetAddresses.forString(base);
      this.base = new BigInteger(1, address.getAddress());
      this.addressBits = address.getAddress().length * 8;
      this.length = length;
      this.subnetLength = subnetLength;
    }

    Range<BigInteger> all() {
      return Range.closedOpen(base, base.add(BigInteger.ONE.shiftLeft(addressBits - length)));
    }

    Range<BigInteger> subnet(long number) {
      int hostBits = addressBits - subnetLength;
      BigInteger first = base.add(BigInteger.valueOf(number).shiftLeft(hostBits));
      return Range.closedOpen(first, first.add(BigInteger.ONE.shiftLeft(hostBits)));
    }

    Prefix host(Range<BigInteger> subnet, int number) {
      BigInteger value = subnet.lowerEndpoint().add(BigInteger.valueOf(number));
      InetAddress address =
          addressBits == 32
              ? InetAddresses.fromIPv4BigInteger(value)
              : InetAddresses.fromIPv6BigInteger(value);
      return new Prefix(address, subnetLength);
    }
  }
}
