package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.grammar.ast.Span;
import java.net.Inet4Address;
import java.net.InetAddress;

/** What the options of a device demand of each other; kernels would not always say so. */
final class DeviceChecks {
  private static final ImmutableSet<String> OVER_IPV4 =
      ImmutableSet.of("gre", "gretap", "ipip", "sit", "vti");
  private static final ImmutableSet<String> OVER_IPV6 =
      ImmutableSet.of("ip6gre", "ip6gretap", "ip6tnl", "vti6");
  private static final ImmutableSet<String> OUTER = ImmutableSet.of("local", "remote", "group");

  private DeviceChecks() {}

  /** Refuses an outer address of the wrong family. */
  static void outer(NetdevState device, String option, OptionValue value, Span span) {
    if (!OUTER.contains(option) || !(value instanceof OptionValue.Address given)) {
      return;
    }
    if (OVER_IPV4.contains(device.kind) || OVER_IPV6.contains(device.kind)) {
      boolean four = OVER_IPV4.contains(device.kind);
      if (four != isIpv4(given.address())) {
        throw Mistake.at(
            span,
            "wrong-family",
            "expected an " + family(four) + " address for '" + option + "' of "
                + DeviceResolver.article(device.kind) + ", found "
                + InetAddresses.toAddrString(given.address()));
      }
    }
    for (String other : OUTER) {
      if (device.options.get(other) instanceof OptionValue.Address earlier
          && isIpv4(earlier.address()) != isIpv4(given.address())) {
        throw Mistake.at(
            span,
            "wrong-family",
            "'" + other + "' is an " + family(isIpv4(earlier.address()))
                + " address, so expected another one for '" + option + "', found "
                + InetAddresses.toAddrString(given.address()));
      }
    }
  }

  /** Refuses a multicast group without the netdev that leads there. */
  static void group(NetdevState device, Span span) {
    if (device.options.containsKey("group") && !device.options.containsKey("dev")) {
      throw Mistake.at(
          span, "missing-option", "a group needs 'dev', the netdev that leads to it");
    }
  }

  private static boolean isIpv4(InetAddress address) {
    return address instanceof Inet4Address;
  }

  private static String family(boolean four) {
    return four ? "IPv4" : "IPv6";
  }
}
