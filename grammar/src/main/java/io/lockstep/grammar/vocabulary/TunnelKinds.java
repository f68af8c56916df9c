package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.OptionWord.address;
import static io.lockstep.grammar.vocabulary.OptionWord.flag;
import static io.lockstep.grammar.vocabulary.OptionWord.netdev;
import static io.lockstep.grammar.vocabulary.OptionWord.number;
import static io.lockstep.grammar.vocabulary.OptionWord.time;
import static io.lockstep.grammar.vocabulary.OptionWord.word;

import com.google.common.collect.ImmutableList;

/** The kinds of tunnels. */
final class TunnelKinds {
  private static final long U24 = 0xffffff;
  private static final long U32 = 0xffffffffL;

  private static final OptionWord LOCAL = address("local", "The outer source address.");
  private static final OptionWord REMOTE = address("remote", "The outer destination address.");
  private static final OptionWord DEV = netdev("dev", "The netdev that outer packets leave by.");
  private static final OptionWord TTL =
      number("ttl", 1, 255, "TTL or hop limit of outer packets.").or("inherit");
  private static final OptionWord TOS =
      number("tos", 0, 255, "TOS or traffic class of outer packets.").or("inherit");
  private static final OptionWord PMTUDISC =
      flag("pmtudisc", "Whether outer packets must not be fragmented; on by default.");
  private static final OptionWord ENCAP_LIMIT =
      number("encap_limit", 0, 255, "How many tunnels may follow; 4 by default.").or("none");
  private static final OptionWord FLOWLABEL =
      number("flowlabel", 0, 0xfffff, "Flow label of outer IPv6 packets.");
  private static final OptionWord UDP_CSUM =
      flag("udp_csum", "Whether UDP checksums are sent over IPv4.");
  private static final OptionWord UDP6_ZERO_TX =
      flag("udp6_zero_csum_tx", "Whether UDP checksums are left out over IPv6.");
  private static final OptionWord UDP6_ZERO_RX =
      flag("udp6_zero_csum_rx", "Whether UDP packets without checksum are taken over IPv6.");

  private TunnelKinds() {}

  static ImmutableList<DeviceKind> all() {
    return ImmutableList.of(
        vxlan(),
        geneve(),
        gre("gre", "IP packets in GRE over IPv4.", PMTUDISC),
        gre("gretap", "Ethernet frames in GRE over IPv4.", PMTUDISC),
        gre("ip6gre", "IP packets in GRE over IPv6.", ENCAP_LIMIT, FLOWLABEL),
        gre("ip6gretap", "Ethernet frames in GRE over IPv6.", ENCAP_LIMIT, FLOWLABEL),
        ipTunnel("ipip", "IPv4 packets in IPv4.", PMTUDISC, mode("ipip", "ipip", "mplsip", "any")),
        ipTunnel("sit", "IPv6 packets in IPv4.", PMTUDISC,
            mode("ip6ip", "ip6ip", "ipip", "mplsip", "any")),
        ipTunnel("ip6tnl", "IP packets in IPv6.", ENCAP_LIMIT, FLOWLABEL,
            mode("any", "ip6ip6", "ipip6", "any")),
        vti("vti", "IPsec policy as a netdev, over IPv4."),
        vti("vti6", "IPsec policy as a netdev, over IPv6."));
  }

  private static OptionWord mode(String usual, String... words) {
    return word("mode", "Which packets are carried; " + usual + " by default.", words);
  }

  private static DeviceKind vxlan() {
    return DeviceKind.of(
        "vxlan",
        "Ethernet frames in UDP, to many hosts.",
        number("id", 0, U24, "VXLAN network identifier.").mandatory(),
        LOCAL,
        REMOTE,
        address("group", "Multicast group for frames to unknown or all destinations."),
        netdev("dev", "The netdev that outer packets leave by; needed with a group."),
        number("port", 1, 65535, "UDP destination port; 8472 by default, 4789 by the standard."),
        TTL,
        TOS,
        FLOWLABEL,
        flag("learning", "Whether the senders of frames are learned; on by default."),
        time("ageing", "How long a learned address is kept; 300 s by default."),
        number("max_addresses", 0, U32, "Learned addresses at most; 0 for any number."),
        flag("proxy", "Whether ARP requests are answered from the neighbour table."),
        flag("rsc", "Whether packets to a known router are switched on the short way."),
        flag("l2miss", "Whether unknown Ethernet addresses are reported."),
        flag("l3miss", "Whether unknown IP addresses are reported."),
        UDP_CSUM,
        UDP6_ZERO_TX,
        UDP6_ZERO_RX);
  }

  private static DeviceKind geneve() {
    return DeviceKind.of(
        "geneve",
        "Ethernet frames in UDP, to one host.",
        number("id", 0, U24, "Virtual network identifier.").mandatory(),
        REMOTE.mandatory(),
        number("port", 1, 65535, "UDP destination port; 6081 by default."),
        TTL,
        TOS,
        FLOWLABEL,
        word("df", "The outer bit that forbids fragments.", "unset", "set", "inherit"),
        UDP_CSUM,
        UDP6_ZERO_TX,
        UDP6_ZERO_RX);
  }

  private static DeviceKind gre(String name, String doc, OptionWord... more) {
    return DeviceKind.of(name, doc)
        .with(LOCAL, REMOTE, DEV, TTL, TOS)
        .with(
            number("key", 0, U32, "Key sent and expected."),
            number("ikey", 0, U32, "Key expected."),
            number("okey", 0, U32, "Key sent."),
            flag("csum", "Whether checksums are sent and demanded."),
            flag("seq", "Whether sequence numbers are sent and demanded."))
        .with(more)
        .with(encapsulation());
  }

  private static DeviceKind ipTunnel(String name, String doc, OptionWord... more) {
    return DeviceKind.of(name, doc)
        .with(LOCAL, REMOTE, DEV, TTL, TOS)
        .with(more)
        .with(encapsulation());
  }

  private static OptionWord[] encapsulation() {
    return new OptionWord[] {
      word("encap", "UDP around outer packets.", "none", "fou", "gue"),
      number("encap_sport", 0, 65535, "UDP source port; 0 or none for one by flow."),
      number("encap_dport", 1, 65535, "UDP destination port."),
      flag("encap_csum", "Whether the UDP checksum is sent.")
    };
  }

  private static DeviceKind vti(String name, String doc) {
    return DeviceKind.of(
        name,
        doc,
        LOCAL,
        REMOTE,
        DEV,
        number("key", 0, U32, "Mark of both directions."),
        number("ikey", 0, U32, "Mark of what is received."),
        number("okey", 0, U32, "Mark of what is sent."));
  }
}
