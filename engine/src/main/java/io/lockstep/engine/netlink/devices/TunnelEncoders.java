package io.lockstep.engine.netlink.devices;

import static io.lockstep.engine.netlink.devices.LinkAttributes.*;
import static io.lockstep.engine.netlink.options.Encoders.*;

import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.netlink.options.OptionEncoder;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.engine.netlink.options.Values;

/** The encoders of tunnels over UDP and of virtual tunnel interfaces. */
final class TunnelEncoders {
  private static final long SECOND = 1_000_000_000;

  /** A traffic class that is taken over from the inner packet. */
  private static final int INHERIT = 1;

  static final ImmutableMap<String, DeviceEncoder> ALL =
      ImmutableMap.<String, DeviceEncoder>builder()
          .put("vxlan", vxlan())
          .put("geneve", geneve())
          .putAll(IpTunnelEncoders.ALL)
          .put("vti", vti(false))
          .put("vti6", vti(true))
          .buildOrThrow();

  private TunnelEncoders() {}

  private static DeviceEncoder vxlan() {
    return new DeviceEncoder(
        OptionTable.builder()
            .put("id", u32(IFLA_VXLAN_ID))
            .put("local", address(IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6))
            .put("remote", address(IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6))
            .put("group", address(IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6))
            .put("dev", netdev(IFLA_VXLAN_LINK))
            .put("port", be16(IFLA_VXLAN_PORT))
            .put(
                "ttl",
                (value, to) -> {
                  if (Values.isWord(value)) {
                    to.data().bytes(IFLA_VXLAN_TTL_INHERIT, new byte[0]);
                  } else {
                    to.data().u8(IFLA_VXLAN_TTL, (int) Values.whole(value));
                  }
                })
            .put("tos", tos(IFLA_VXLAN_TOS))
            .put("flowlabel", be32(IFLA_VXLAN_LABEL))
            .put("learning", flag8(IFLA_VXLAN_LEARNING))
            .put("ageing", time32(IFLA_VXLAN_AGEING, "ageing", SECOND))
            .put("max_addresses", u32(IFLA_VXLAN_LIMIT))
            .put("proxy", flag8(IFLA_VXLAN_PROXY))
            .put("rsc", flag8(IFLA_VXLAN_RSC))
            .put("l2miss", flag8(IFLA_VXLAN_L2MISS))
            .put("l3miss", flag8(IFLA_VXLAN_L3MISS))
            .put("udp_csum", flag8(IFLA_VXLAN_UDP_CSUM))
            .put("udp6_zero_csum_tx", flag8(IFLA_VXLAN_UDP_ZERO_CSUM6_TX))
            .put("udp6_zero_csum_rx", flag8(IFLA_VXLAN_UDP_ZERO_CSUM6_RX))
            .build());
  }

  private static DeviceEncoder geneve() {
    return new DeviceEncoder(
        OptionTable.builder()
            .put("id", u32(IFLA_GENEVE_ID))
            .put("remote", address(IFLA_GENEVE_REMOTE, IFLA_GENEVE_REMOTE6))
            .put("port", be16(IFLA_GENEVE_PORT))
            .put(
                "ttl",
                (value, to) -> {
                  if (Values.isWord(value)) {
                    to.data().u8(IFLA_GENEVE_TTL_INHERIT, 1);
                  } else {
                    to.data().u8(IFLA_GENEVE_TTL, (int) Values.whole(value));
                  }
                })
            .put("tos", tos(IFLA_GENEVE_TOS))
            .put("flowlabel", be32(IFLA_GENEVE_LABEL))
            .put("df", words8(IFLA_GENEVE_DF, "unset", 0, "set", 1, "inherit", 2))
            .put("udp_csum", flag8(IFLA_GENEVE_UDP_CSUM))
            .put("udp6_zero_csum_tx", flag8(IFLA_GENEVE_UDP_ZERO_CSUM6_TX))
            .put("udp6_zero_csum_rx", flag8(IFLA_GENEVE_UDP_ZERO_CSUM6_RX))
            .build());
  }

  /** A TOS byte of an IPv4 tunnel. */
  static OptionEncoder tos(int attribute) {
    return (value, to) ->
        to.data().u8(attribute, Values.isWord(value) ? INHERIT : (int) Values.whole(value));
  }

  private static DeviceEncoder vti(boolean ipv6) {
    return new DeviceEncoder(
        OptionTable.builder()
            .put("local", ipv6 ? ipv6(IFLA_VTI_LOCAL, "local") : ipv4(IFLA_VTI_LOCAL, "local"))
            .put(
                "remote",
                ipv6 ? ipv6(IFLA_VTI_REMOTE, "remote") : ipv4(IFLA_VTI_REMOTE, "remote"))
            .put("dev", netdev(IFLA_VTI_LINK))
            .put(
                "key",
                (value, to) -> {
                  to.data().be32(IFLA_VTI_IKEY, Values.whole(value));
                  to.data().be32(IFLA_VTI_OKEY, Values.whole(value));
                })
            .put("ikey", be32(IFLA_VTI_IKEY))
            .put("okey", be32(IFLA_VTI_OKEY))
            .build());
  }
}
