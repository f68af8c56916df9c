package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.OptionWord.number;
import static io.lockstep.grammar.vocabulary.OptionWord.word;

import com.google.common.collect.ImmutableList;

/** What {@code match} may compare: keys of the flower classifier (tc-flower(8)), and the mark. */
final class MatchOptions {
  private MatchOptions() {}

  static ImmutableList<OptionWord> all() {
    return ImmutableList.of(
        OptionWord.of("src", OptionType.PREFIX, 0, 0, "Source address."),
        OptionWord.of("dst", OptionType.PREFIX, 0, 0, "Destination address."),
        number("proto", 0, 255, "Protocol above IP.")
            .or("tcp", "udp", "sctp", "icmp", "icmpv6", "gre", "esp", "ah"),
        number("sport", 1, 65535, "Source port; needs proto tcp, udp or sctp."),
        number("dport", 1, 65535, "Destination port; needs proto tcp, udp or sctp."),
        number("icmp_type", 0, 255, "Type of an ICMP packet; needs proto icmp or icmpv6."),
        number("icmp_code", 0, 255, "Code of an ICMP packet; needs proto icmp or icmpv6."),
        number("tcp_flags", 0, 0xfff, "Flags of a TCP segment that are set."),
        number("dscp", 0, 63, "Differentiated services code point.")
            .or(
                "cs0", "cs1", "cs2", "cs3", "cs4", "cs5", "cs6", "cs7", "af11", "af12", "af13",
                "af21", "af22", "af23", "af31", "af32", "af33", "af41", "af42", "af43", "ef"),
        number("ecn", 0, 3, "The two bits of explicit congestion notification.")
            .or("not-ect", "ect1", "ect0", "ce"),
        number("ttl", 0, 255, "TTL or hop limit."),
        number("vlan", 0, 4094, "Number of the outer VLAN."),
        number("vlan_priority", 0, 7, "Priority bits of the outer VLAN tag."),
        number("ethertype", 0x600, 0xffff, "Ethertype.").or("ipv4", "ipv6", "arp"),
        OptionWord.of("src_mac", OptionType.MAC, 0, 0, "Source Ethernet address."),
        OptionWord.of("dst_mac", OptionType.MAC, 0, 0, "Destination Ethernet address."),
        number("fwmark", 0, 0xffffffffL, "Mark of the packet; cannot be combined with others."),
        word("fragment", "Whether it is a fragment, and which.", "no", "any", "first", "later"));
  }
}
