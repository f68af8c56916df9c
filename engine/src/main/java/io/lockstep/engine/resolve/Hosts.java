package io.lockstep.engine.resolve;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.Prefix;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Hands out the addresses of a subnet, lowest first. */
final class Hosts {
  private final Prefix subnet;
  private final Set<InetAddress> taken = new HashSet<>();
  private final BigInteger end;
  private BigInteger next;

  Hosts(Prefix subnet) {
    this.subnet = subnet;
    this.next = subnet.first();
    int hostBits = subnet.address().getAddress().length * 8 - subnet.length();
    BigInteger size = BigInteger.ONE.shiftLeft(hostBits);
    boolean ends = hostBits > 1;
    // The first address means the subnet (or any router of it), the last one of IPv4 all hosts.
    this.end = next.add(ends && !subnet.isIpv6() ? size.subtract(BigInteger.ONE) : size);
    this.next = ends ? next.add(BigInteger.ONE) : next;
  }

  Prefix subnet() {
    return subnet;
  }

  /** Keeps an address from being handed out. */
  void take(InetAddress address) {
    taken.add(address);
  }

  /** The next free address with the subnet's length, or nothing. */
  Optional<Prefix> next() {
    while (next.compareTo(end) < 0) {
      InetAddress address =
          subnet.isIpv6()
              ? InetAddresses.fromIPv6BigInteger(next)
              : InetAddresses.fromIPv4BigInteger(next);
      next = next.add(BigInteger.ONE);
      if (taken.add(address)) {
        return Optional.of(new Prefix(address, subnet.length()));
      }
    }
    return Optional.empty();
  }
}
