package io.lockstep.engine.netlink.devices;

import static io.lockstep.engine.netlink.devices.LinkAttributes.*;
import static io.lockstep.engine.netlink.options.Encoders.*;

import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.netlink.Attributes;
import io.lockstep.engine.netlink.NetlinkConstants;
import io.lockstep.engine.netlink.options.Encoding;
import io.lockstep.engine.netlink.options.OptionEncoder;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.engine.netlink.options.Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The encoders of all kinds of devices. */
public final class DeviceEncoders {
  private static final long CENTISECOND = 10_000_000;
  private static final int IFINFOMSG = 16;
  private static final int ETH_P_8021Q = 0x8100;
  private static final int ETH_P_8021AD = 0x88a8;

  /** Ask for multicast always, as {@code MDB_RTR_TYPE_PERM}. */
  private static final int ROUTER_ALWAYS = 2;

  private static final ImmutableMap<String, DeviceEncoder> ALL =
      ImmutableMap.<String, DeviceEncoder>builder()
          .put("bridge", bridge())
          .put("vlan", vlan())
          .put(
              "vrf",
              new DeviceEncoder(
                  OptionTable.builder()
                      .put("table", u32(IFLA_VRF_TABLE))
                      .put("ports", ports())
                      .build()))
          .put("bond", BondEncoder.create())
          .put("dummy", none())
          .put("veth", veth())
          .put("macvlan", macvlan())
          .put("ipvlan", ipvlan())
          .put("ifb", none())
          .putAll(TunnelEncoders.ALL)
          .buildOrThrow();

  private DeviceEncoders() {}

  /** All, by kind. */
  public static ImmutableMap<String, DeviceEncoder> all() {
    return ALL;
  }

  private static DeviceEncoder none() {
    return new DeviceEncoder(OptionTable.builder().build());
  }

  private static DeviceEncoder bridge() {
    return new DeviceEncoder(
        OptionTable.builder()
            .put("ports", ports())
            .put("stp", flag32(IFLA_BR_STP_STATE))
            .put("ageing", time32(IFLA_BR_AGEING_TIME, "ageing", CENTISECOND))
            .put(
                "forward_delay", time32(IFLA_BR_FORWARD_DELAY, "forward_delay", CENTISECOND))
            .put("hello_time", time32(IFLA_BR_HELLO_TIME, "hello_time", CENTISECOND))
            .put("max_age", time32(IFLA_BR_MAX_AGE, "max_age", CENTISECOND))
            .put("priority", u16(IFLA_BR_PRIORITY))
            .put("vlan_filtering", flag8(IFLA_BR_VLAN_FILTERING))
            .put(
                "vlan_protocol",
                wordsBe16(
                    IFLA_BR_VLAN_PROTOCOL, "802.1q", ETH_P_8021Q, "802.1ad", ETH_P_8021AD))
            .put("vlan_default_pvid", u16(IFLA_BR_VLAN_DEFAULT_PVID))
            .put("mcast_snooping", flag8(IFLA_BR_MCAST_SNOOPING))
            .put("mcast_querier", flag8(IFLA_BR_MCAST_QUERIER))
            .put(
                "mcast_router",
                (value, to) ->
                    to.data().u8(IFLA_BR_MCAST_ROUTER, Values.on(value) ? ROUTER_ALWAYS : 0))
            .put("group_fwd_mask", u16(IFLA_BR_GROUP_FWD_MASK))
            .build());
  }

  private static DeviceEncoder vlan() {
    return new DeviceEncoder(
        OptionTable.builder()
            .put("link", link())
            .put("id", u16(IFLA_VLAN_ID))
            .put(
                "protocol",
                wordsBe16(IFLA_VLAN_PROTOCOL, "802.1q", ETH_P_8021Q, "802.1ad", ETH_P_8021AD))
            .put("reorder_hdr", vlanFlag(1))
            .put("gvrp", vlanFlag(2))
            .put("loose_binding", vlanFlag(4))
            .put("mvrp", vlanFlag(8))
            .build(),
        DeviceEncoders::vlanFlags);
  }

  private static OptionEncoder vlanFlag(long bit) {
    return (value, to) -> {
      to.addBits(IFLA_VLAN_FLAGS, Values.on(value) ? bit : 0);
      to.addBits(-IFLA_VLAN_FLAGS, bit);
    };
  }

  /** {@code struct ifla_vlan_flags}: the flags and which of them are told. */
  private static void vlanFlags(Encoding to) {
    long told = to.bits(-IFLA_VLAN_FLAGS);
    if (told > 0) {
      to.data()
          .bytes(
              IFLA_VLAN_FLAGS,
              ByteBuffer.allocate(8)
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .putInt((int) to.bits(IFLA_VLAN_FLAGS))
                  .putInt((int) told)
                  .array());
    }
  }

  private static DeviceEncoder veth() {
    return new DeviceEncoder(
        OptionTable.builder()
            .put(
                "peer",
                (value, to) ->
                    to.data()
                        .nested(
                            VETH_INFO_PEER,
                            new Attributes()
                                .raw(new byte[IFINFOMSG])
                                .text(NetlinkConstants.IFLA_IFNAME, Values.text(value))))
            .build());
  }

  private static DeviceEncoder macvlan() {
    return new DeviceEncoder(
        OptionTable.builder()
            .put("link", link())
            .put(
                "mode",
                words32(
                    IFLA_MACVLAN_MODE,
                    "private", 1, "vepa", 2, "bridge", 4, "passthru", 8, "source", 16))
            .build());
  }

  private static DeviceEncoder ipvlan() {
    return new DeviceEncoder(
        OptionTable.builder()
            .put("link", link())
            .put("mode", words16(IFLA_IPVLAN_MODE, "l2", 0, "l3", 1, "l3s", 2))
            .put("flag", words16(IFLA_IPVLAN_FLAGS, "bridge", 0, "private", 1, "vepa", 2))
            .build());
  }
}
