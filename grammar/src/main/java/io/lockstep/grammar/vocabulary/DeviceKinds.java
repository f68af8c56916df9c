package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.OptionWord.flag;
import static io.lockstep.grammar.vocabulary.OptionWord.netdev;
import static io.lockstep.grammar.vocabulary.OptionWord.number;
import static io.lockstep.grammar.vocabulary.OptionWord.time;
import static io.lockstep.grammar.vocabulary.OptionWord.word;

import com.google.common.collect.ImmutableList;

/** The kinds of virtual netdevs, as in ip-link(8). */
final class DeviceKinds {
  private static final long U32 = 0xffffffffL;

  private static final OptionWord PORTS =
      OptionWord.of("ports", OptionType.NETDEVS, 0, 0, "Netdevs that become its ports.");

  private DeviceKinds() {}

  static ImmutableList<DeviceKind> all() {
    return ImmutableList.<DeviceKind>builder()
        .add(bridge(), vlan(), vrf(), bond())
        .add(DeviceKind.of("dummy", "A netdev that swallows what is sent through it."))
        .add(veth(), macvlan(), ipvlan())
        .add(DeviceKind.of("ifb", "An intermediate netdev to which traffic can be redirected."))
        .addAll(TunnelKinds.all())
        .build();
  }

  private static DeviceKind bridge() {
    return DeviceKind.of(
        "bridge",
        "An Ethernet bridge (switch).",
        PORTS,
        flag("stp", "Whether it speaks the spanning tree protocol; off by default."),
        time("ageing", "How long a learned address is kept; 300 s by default."),
        time("forward_delay", "Time in the listening and learning states; 15 s by default."),
        time("hello_time", "Time between hello packets of the spanning tree root."),
        time("max_age", "How long the word of another bridge counts."),
        number("priority", 0, 65535, "Priority of the bridge in the spanning tree."),
        flag("vlan_filtering", "Whether ports are told apart by VLAN."),
        word("vlan_protocol", "Ethertype of VLAN tags.", "802.1q", "802.1ad"),
        number("vlan_default_pvid", 0, 4094, "VLAN of untagged frames; 0 for none."),
        flag("mcast_snooping", "Whether it learns who listens to a multicast group."),
        flag("mcast_querier", "Whether it asks for multicast listeners itself."),
        flag("mcast_router", "Whether it always gets multicast as a router does."),
        number("group_fwd_mask", 0, 65535, "Bits of link-local groups that are forwarded."));
  }

  private static DeviceKind vlan() {
    return DeviceKind.of(
        "vlan",
        "A VLAN on top of another netdev.",
        netdev("link", "The netdev below.").mandatory(),
        number("id", 0, 4094, "VLAN number.").mandatory(),
        word("protocol", "Ethertype of the tag; 802.1q by default.", "802.1q", "802.1ad"),
        flag("reorder_hdr", "Whether the tag is taken out before others see a frame."),
        flag("gvrp", "Whether the VLAN is registered by GVRP."),
        flag("mvrp", "Whether the VLAN is registered by MVRP."),
        flag("loose_binding", "Whether its state is independent of the netdev below."));
  }

  private static DeviceKind vrf() {
    return DeviceKind.of(
        "vrf",
        "A virtual routing and forwarding domain: its ports use an own routing table.",
        number("table", 1, U32, "Number of the routing table.").mandatory(),
        PORTS);
  }

  private static DeviceKind bond() {
    return DeviceKind.of(
        "bond",
        "Several netdevs used as one.",
        PORTS,
        word(
            "mode",
            "How ports are used; balance-rr by default.",
            "balance-rr", "active-backup", "balance-xor", "broadcast", "802.3ad", "balance-tlb",
            "balance-alb"),
        time("miimon", "Time between looks at the carrier of the ports, in whole ms."),
        time("updelay", "Time from carrier to use of a port; a multiple of miimon."),
        time("downdelay", "Time from loss of carrier to disuse; a multiple of miimon."),
        flag("use_carrier", "Whether the carrier is taken from the driver's state."),
        time("arp_interval", "Time between ARP probes, in whole ms."),
        OptionWord.of(
            "arp_ip_target", OptionType.ADDRESSES, 0, 0, "IPv4 addresses that are probed."),
        netdev("primary", "The port that is preferred as the active one."),
        word("primary_reselect", "When the primary port takes over again.",
            "always", "better", "failure"),
        netdev("active", "The port that is active at first."),
        word("fail_over_mac", "How the Ethernet address follows the active port.",
            "none", "active", "follow"),
        word("xmit_hash_policy", "What of a packet chooses the port.",
            "layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"),
        word("lacp_rate", "How often the partner is asked to send.", "slow", "fast"),
        flag("lacp_active", "Whether it begins to speak LACP by itself."),
        word("ad_select", "How an aggregator is chosen.", "stable", "bandwidth", "count"),
        number("ad_actor_sys_prio", 1, 65535, "System priority of 802.3ad."),
        number("ad_user_port_key", 0, 1023, "User part of the port key of 802.3ad."),
        number("min_links", 0, U32, "Ports that must be up for carrier."),
        number("num_peer_notif", 0, 255, "Notifications sent after a fail-over."),
        number("resend_igmp", 0, 255, "IGMP reports sent after a fail-over."),
        flag("all_ports_active", "Whether inactive ports receive."),
        number("packets_per_port", 0, 65535, "Packets through a port before the next one."),
        flag("tlb_dynamic_lb", "Whether flows are moved between ports by their load."));
  }

  private static DeviceKind veth() {
    return DeviceKind.of(
        "veth",
        "A pair of netdevs joined by a cable within the node.",
        OptionWord.of(
                "peer", OptionType.NEW_NETDEV, 0, 0, "Name of the other netdev of the pair.")
            .mandatory());
  }

  private static DeviceKind macvlan() {
    return DeviceKind.of(
        "macvlan",
        "A netdev with an own Ethernet address on top of another one.",
        netdev("link", "The netdev below.").mandatory(),
        word("mode", "Who may talk to whom; vepa by default.",
            "private", "vepa", "bridge", "passthru", "source"));
  }

  private static DeviceKind ipvlan() {
    return DeviceKind.of(
        "ipvlan",
        "A netdev with own IP addresses that shares the Ethernet address of the one below.",
        netdev("link", "The netdev below.").mandatory(),
        word("mode", "The layer at which packets are told apart; l3 by default.",
            "l2", "l3", "l3s"),
        word("flag", "Who may talk to whom; bridge by default.", "bridge", "private", "vepa"));
  }
}
