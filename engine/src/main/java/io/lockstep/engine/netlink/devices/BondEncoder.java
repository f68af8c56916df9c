package io.lockstep.engine.netlink.devices;

import static io.lockstep.engine.netlink.devices.LinkAttributes.*;
import static io.lockstep.engine.netlink.options.Encoders.*;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.netlink.Attributes;
import io.lockstep.engine.netlink.options.Encoding;
import io.lockstep.engine.netlink.options.OptionException;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.engine.netlink.options.Values;

/** The options of bonds. */
final class BondEncoder {
  private static final long MS = 1_000_000;

  private BondEncoder() {}

  static DeviceEncoder create() {
    return new DeviceEncoder(
        OptionTable.builder()
            .put("ports", ports())
            .put(
                "mode",
                words8(
                    IFLA_BOND_MODE,
                    "balance-rr", 0, "active-backup", 1, "balance-xor", 2, "broadcast", 3,
                    "802.3ad", 4, "balance-tlb", 5, "balance-alb", 6))
            .put("miimon", time32(IFLA_BOND_MIIMON, "miimon", MS))
            .put("updelay", time32(IFLA_BOND_UPDELAY, "updelay", MS))
            .put("downdelay", time32(IFLA_BOND_DOWNDELAY, "downdelay", MS))
            .put("use_carrier", flag8(IFLA_BOND_USE_CARRIER))
            .put("arp_interval", time32(IFLA_BOND_ARP_INTERVAL, "arp_interval", MS))
            .put("arp_ip_target", BondEncoder::arpTargets)
            .put("primary", netdev(IFLA_BOND_PRIMARY))
            .put(
                "primary_reselect",
                words8(IFLA_BOND_PRIMARY_RESELECT, "always", 0, "better", 1, "failure", 2))
            .put("active", (value, to) -> to.setActive(Values.text(value)))
            .put(
                "fail_over_mac",
                words8(IFLA_BOND_FAIL_OVER_MAC, "none", 0, "active", 1, "follow", 2))
            .put(
                "xmit_hash_policy",
                words8(
                    IFLA_BOND_XMIT_HASH_POLICY,
                    "layer2", 0, "layer3+4", 1, "layer2+3", 2, "encap2+3", 3, "encap3+4", 4,
                    "vlan+srcmac", 5))
            .put("lacp_rate", words8(IFLA_BOND_AD_LACP_RATE, "slow", 0, "fast", 1))
            .put("lacp_active", flag8(IFLA_BOND_AD_LACP_ACTIVE))
            .put(
                "ad_select",
                words8(IFLA_BOND_AD_SELECT, "stable", 0, "bandwidth", 1, "count", 2))
            .put("ad_actor_sys_prio", u16(IFLA_BOND_AD_ACTOR_SYS_PRIO))
            .put("ad_user_port_key", u16(IFLA_BOND_AD_USER_PORT_KEY))
            .put("min_links", u32(IFLA_BOND_MIN_LINKS))
            .put("num_peer_notif", u8(IFLA_BOND_NUM_PEER_NOTIF))
            .put("resend_igmp", u32(IFLA_BOND_RESEND_IGMP))
            .put("all_ports_active", flag8(IFLA_BOND_ALL_SLAVES_ACTIVE))
            .put("packets_per_port", u32(IFLA_BOND_PACKETS_PER_SLAVE))
            .put("tlb_dynamic_lb", flag8(IFLA_BOND_TLB_DYNAMIC_LB))
            .build());
  }

  private static void arpTargets(OptionValue value, Encoding to) {
    Attributes targets = new Attributes();
    ImmutableList<OptionValue> addresses = Values.several(value);
    for (int i = 0; i < addresses.size(); i++) {
      byte[] address = Values.address(addresses.get(i));
      if (address.length != 4) {
        throw new OptionException(
            "option arp_ip_target is an IPv6 address, expected an IPv4 address");
      }
      targets.bytes(i, address);
    }
    to.data().nested(IFLA_BOND_ARP_IP_TARGET, targets);
  }
}
