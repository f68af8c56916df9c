package io.lockstep.engine.netlink.devices;

import static io.lockstep.engine.netlink.devices.LinkAttributes.*;
import static io.lockstep.engine.netlink.options.Encoders.*;

import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.netlink.options.Encoding;
import io.lockstep.engine.netlink.options.OptionEncoder;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.engine.netlink.options.Values;
import java.util.function.Consumer;

/** The encoders of GRE and of IP in IP. */
final class IpTunnelEncoders {
  private static final int GRE_CSUM = 0x8000;
  private static final int GRE_KEY = 0x2000;
  private static final int GRE_SEQ = 0x1000;

  private static final int IP6_TNL_F_IGN_ENCAP_LIMIT = 0x1;
  private static final int IP6_TNL_F_USE_ORIG_TCLASS = 0x2;

  /** What ip(8) asks for unless told otherwise. */
  private static final int ENCAP_LIMIT = 4;

  private static final int TUNNEL_ENCAP_FLAG_CSUM = 1;
  private static final int TUNNEL_ENCAP_FLAG_CSUM6 = 2;

  private static final int IPPROTO_IPIP = 4;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPPROTO_MPLS = 137;

  static final ImmutableMap<String, DeviceEncoder> ALL =
      ImmutableMap.<String, DeviceEncoder>builder()
          .put("gre", gre4())
          .put("gretap", gre4())
          .put("ip6gre", gre6())
          .put("ip6gretap", gre6())
          .put("ipip", ip4("ipip", IPPROTO_IPIP, "mplsip", IPPROTO_MPLS, "any", 0))
          .put(
              "sit",
              ip4("ip6ip", IPPROTO_IPV6, "ipip", IPPROTO_IPIP, "mplsip", IPPROTO_MPLS, "any", 0))
          .put("ip6tnl", ip6())
          .buildOrThrow();

  private IpTunnelEncoders() {}

  private static DeviceEncoder gre4() {
    return new DeviceEncoder(
        gre()
            .put("local", ipv4(IFLA_GRE_LOCAL, "local"))
            .put("remote", ipv4(IFLA_GRE_REMOTE, "remote"))
            .put("ttl", ttl(IFLA_GRE_TTL))
            .put("tos", TunnelEncoders.tos(IFLA_GRE_TOS))
            .put("pmtudisc", flag8(IFLA_GRE_PMTUDISC))
            .put("encap_csum", bit(IFLA_GRE_ENCAP_FLAGS, TUNNEL_ENCAP_FLAG_CSUM))
            .build(),
        IpTunnelEncoders::greFlags);
  }

  private static DeviceEncoder gre6() {
    Consumer<Encoding> ipv6 =
        finishIpv6(IFLA_GRE_FLAGS, IFLA_GRE_FLOWINFO, IFLA_GRE_ENCAP_LIMIT);
    return new DeviceEncoder(
        gre()
            .put("local", ipv6(IFLA_GRE_LOCAL, "local"))
            .put("remote", ipv6(IFLA_GRE_REMOTE, "remote"))
            .put("ttl", ttl(IFLA_GRE_TTL))
            .put("tos", trafficClass(IFLA_GRE_FLAGS, IFLA_GRE_FLOWINFO))
            .put("encap_limit", encapLimit(IFLA_GRE_FLAGS, IFLA_GRE_ENCAP_LIMIT))
            .put("flowlabel", flowLabel(IFLA_GRE_FLOWINFO))
            .put("encap_csum", bit(IFLA_GRE_ENCAP_FLAGS, TUNNEL_ENCAP_FLAG_CSUM6))
            .build(),
        ipv6.andThen(IpTunnelEncoders::greFlags));
  }

  private static OptionTable.Builder gre() {
    return OptionTable.builder()
        .put("dev", netdev(IFLA_GRE_LINK))
        .put("key", key(IFLA_GRE_IKEY, IFLA_GRE_OKEY))
        .put("ikey", key(IFLA_GRE_IKEY))
        .put("okey", key(IFLA_GRE_OKEY))
        .put("csum", greFlag(GRE_CSUM))
        .put("seq", greFlag(GRE_SEQ))
        .put("encap", words16(IFLA_GRE_ENCAP_TYPE, "none", 0, "fou", 1, "gue", 2))
        .put("encap_sport", be16(IFLA_GRE_ENCAP_SPORT))
        .put("encap_dport", be16(IFLA_GRE_ENCAP_DPORT));
  }

  private static OptionEncoder key(int... attributes) {
    return (value, to) -> {
      for (int attribute : attributes) {
        to.data().be32(attribute, Values.whole(value));
        to.addBits(attribute == IFLA_GRE_IKEY ? IFLA_GRE_IFLAGS : IFLA_GRE_OFLAGS, GRE_KEY);
      }
    };
  }

  private static OptionEncoder greFlag(int flag) {
    return (value, to) -> {
      to.addBits(IFLA_GRE_IFLAGS, Values.on(value) ? flag : 0);
      to.addBits(IFLA_GRE_OFLAGS, Values.on(value) ? flag : 0);
    };
  }

  private static void greFlags(Encoding to) {
    for (int attribute : new int[] {IFLA_GRE_IFLAGS, IFLA_GRE_OFLAGS}) {
      if (to.bits(attribute) > 0) {
        to.data().be16(attribute, (int) to.bits(attribute));
      }
    }
    if (to.bits(IFLA_GRE_ENCAP_FLAGS) >= 0) {
      to.data().u16(IFLA_GRE_ENCAP_FLAGS, (int) to.bits(IFLA_GRE_ENCAP_FLAGS));
    }
  }

  private static DeviceEncoder ip4(Object... modes) {
    return new DeviceEncoder(
        ip()
            .put("local", ipv4(IFLA_IPTUN_LOCAL, "local"))
            .put("remote", ipv4(IFLA_IPTUN_REMOTE, "remote"))
            .put("tos", TunnelEncoders.tos(IFLA_IPTUN_TOS))
            .put("pmtudisc", flag8(IFLA_IPTUN_PMTUDISC))
            .put("mode", words8(IFLA_IPTUN_PROTO, modes))
            .put("encap_csum", bit(IFLA_IPTUN_ENCAP_FLAGS, TUNNEL_ENCAP_FLAG_CSUM))
            .build(),
        IpTunnelEncoders::encapFlags);
  }

  private static DeviceEncoder ip6() {
    return new DeviceEncoder(
        ip()
            .put("local", ipv6(IFLA_IPTUN_LOCAL, "local"))
            .put("remote", ipv6(IFLA_IPTUN_REMOTE, "remote"))
            .put("tos", trafficClass(IFLA_IPTUN_FLAGS, IFLA_IPTUN_FLOWINFO))
            .put("encap_limit", encapLimit(IFLA_IPTUN_FLAGS, IFLA_IPTUN_ENCAP_LIMIT))
            .put("flowlabel", flowLabel(IFLA_IPTUN_FLOWINFO))
            .put(
                "mode",
                words8(
                    IFLA_IPTUN_PROTO, "ip6ip6", IPPROTO_IPV6, "ipip6", IPPROTO_IPIP, "any", 0))
            .put("encap_csum", bit(IFLA_IPTUN_ENCAP_FLAGS, TUNNEL_ENCAP_FLAG_CSUM6))
            .build(),
        finishIpv6(IFLA_IPTUN_FLAGS, IFLA_IPTUN_FLOWINFO, IFLA_IPTUN_ENCAP_LIMIT)
            .andThen(IpTunnelEncoders::encapFlags));
  }

  private static OptionTable.Builder ip() {
    return OptionTable.builder()
        .put("dev", netdev(IFLA_IPTUN_LINK))
        .put("ttl", ttl(IFLA_IPTUN_TTL))
        .put("encap", words16(IFLA_IPTUN_ENCAP_TYPE, "none", 0, "fou", 1, "gue", 2))
        .put("encap_sport", be16(IFLA_IPTUN_ENCAP_SPORT))
        .put("encap_dport", be16(IFLA_IPTUN_ENCAP_DPORT));
  }

  private static void encapFlags(Encoding to) {
    if (to.bits(IFLA_IPTUN_ENCAP_FLAGS) >= 0) {
      to.data().u16(IFLA_IPTUN_ENCAP_FLAGS, (int) to.bits(IFLA_IPTUN_ENCAP_FLAGS));
    }
  }

  /** A TTL or hop limit; 0 takes it over from the inner packet. */
  private static OptionEncoder ttl(int attribute) {
    return (value, to) ->
        to.data().u8(attribute, Values.isWord(value) ? 0 : (int) Values.whole(value));
  }

  private static OptionEncoder trafficClass(int flags, int flowInfo) {
    return (value, to) -> {
      if (Values.isWord(value)) {
        to.addBits(flags, IP6_TNL_F_USE_ORIG_TCLASS);
      } else {
        to.addBits(flowInfo, Values.whole(value) << 20);
      }
    };
  }

  private static OptionEncoder flowLabel(int flowInfo) {
    return (value, to) -> to.addBits(flowInfo, Values.whole(value));
  }

  private static OptionEncoder encapLimit(int flags, int limit) {
    return (value, to) -> {
      if (Values.isWord(value)) {
        to.addBits(flags, IP6_TNL_F_IGN_ENCAP_LIMIT);
        to.addBits(limit, 0);
      } else {
        to.addBits(limit, Values.whole(value));
      }
    };
  }

  private static Consumer<Encoding> finishIpv6(int flags, int flowInfo, int limit) {
    return to -> {
      if (to.bits(flags) > 0) {
        to.data().u32(flags, to.bits(flags));
      }
      if (to.bits(flowInfo) > 0) {
        to.data().be32(flowInfo, to.bits(flowInfo));
      }
      to.data().u8(limit, to.bits(limit) >= 0 ? (int) to.bits(limit) : ENCAP_LIMIT);
    };
  }
}
