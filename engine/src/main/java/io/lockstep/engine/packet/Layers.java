package io.lockstep.engine.packet;

import com.google.common.collect.ImmutableMap;

/** The numbers by which headers announce what follows them (IANA). */
final class Layers {
  private static final ImmutableMap<String, Integer> PROTOCOLS =
      ImmutableMap.<String, Integer>builder()
          .put("hopopts", 0)
          .put("icmp", 1)
          .put("igmp", 2)
          .put("ip", 4)
          .put("tcp", 6)
          .put("udp", 17)
          .put("ip6", 41)
          .put("routing", 43)
          .put("fraghdr", 44)
          .put("gre", 47)
          .put("icmp6", 58)
          .put("dstopts", 60)
          .put("sctp", 132)
          .put("mpls", 137)
          .put("eth", 143)
          .buildOrThrow();
  private static final ImmutableMap<String, Integer> ETHERTYPES =
      ImmutableMap.of(
          "ip", 0x0800, "arp", 0x0806, "ip6", 0x86dd, "mpls", 0x8847, "eth", 0x6558);

  private Layers() {}

  /**
   * The number of a protocol on IP.
   *
   * @param layer null if nothing follows
   */
  static int protocol(String layer, boolean six) {
    if (layer == null && six) {
      return 59; // No next header.
    }
    // 253 is for experiments (RFC 3692).
    return layer == null ? 253 : PROTOCOLS.getOrDefault(layer, 253);
  }

  /** Likewise, on Ethernet. */
  static int ethertype(String layer) {
    // 0x88b5 is for local experiments (IEEE 802).
    return layer == null ? 0x88b5 : ETHERTYPES.getOrDefault(layer, 0x88b5);
  }
}
