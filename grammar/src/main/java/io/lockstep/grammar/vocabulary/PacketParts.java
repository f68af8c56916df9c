package io.lockstep.grammar.vocabulary;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.util.List;
import java.util.Optional;

/**
 * What packets that are injected or changed consist of: headers, with their fields and options.
 * Fields are called as packet filters call them.
 */
public final class PacketParts {
  /** Per owner: the owner's name, then its parts, each with its form and what it means. */
  private static final String TABLE =
      """
      packet
        eth | eth { … } | Ethernet header; put in front by itself if it is left out.
        vlan | vlan { id N } | VLAN tag (802.1Q).
        arp | arp { … } | ARP packet.
        ip | ip { … } | IPv4 header.
        ip6 | ip6 { … } | IPv6 header.
        hopopts | hopopts { … } | Hop-by-hop options of IPv6.
        dstopts | dstopts { … } | Destination options of IPv6.
        routing | routing { … } | Routing header of IPv6.
        fraghdr | fraghdr { … } | Fragment header of IPv6.
        icmp | icmp { … } | ICMP message; what follows is its content.
        icmp6 | icmp6 { … } | ICMPv6 message, with ND and MLD.
        igmp | igmp { … } | IGMP message.
        tcp | tcp { … } | TCP header.
        udp | udp { … } | UDP header.
        sctp | sctp { … } | SCTP header.
        gre | gre { … } | GRE header; what follows is inside.
        vxlan | vxlan { vni N } | VXLAN header; a whole frame follows.
        mpls | mpls { label N } | MPLS label.
        data | data "TEXT" | bytes("HEX") | SIZE [, "PATTERN"] | Payload.
        quote | quote NAME { … } | A packet seen before, from its IP header on, as in ICMP errors.
      eth
        src | src MAC | Source; that of the peer's netdev by default.
        dst | dst MAC | Destination; that of the netdev that it goes to by default.
        type | type N | Ethertype; what follows tells by default.
      vlan
        id | id N | VLAN, 0 to 4095.
        priority | priority N | Priority code point, 0 to 7.
        dei | dei | Drop eligible.
        tpid | tpid N | Ethertype of the tag itself; 0x8100 by default.
        type | type N | Ethertype of what follows.
      arp
        op | op N | Operation: 1 or request (the default), 2 or reply.
        src | src ADDRESS | Sender's IPv4 address.
        dst | dst ADDRESS | Target's IPv4 address.
        src_mac | src_mac MAC | Sender's Ethernet address.
        dst_mac | dst_mac MAC | Target's Ethernet address; zero in a request by default.
        hw_type | hw_type N | Hardware type; 1 by default.
        proto_type | proto_type N | Protocol type; 0x0800 by default.
      ip
        src | src ADDRESS | Source address, or a node.
        dst | dst ADDRESS | Destination address, or a node.
        ttl | ttl N | Time to live; 64 by default.
        proto | proto N | Protocol; what follows tells by default.
        id | id N | Identification; 0 by default.
        tos | tos N | Type of service, all eight bits.
        dscp | dscp N | Differentiated services code point, 0 to 63.
        ecn | ecn N | 0 to 3.
        df | df | Don't fragment.
        mf | mf | More fragments.
        reserved | reserved | The reserved bit beside df.
        frag_offset | frag_offset N | Bytes before this fragment, a multiple of 8.
        fragments | fragments SIZE [, N, …] | Sent in fragments of that size; of these, the N-th.
        len | len N | Total length, if it is to be wrong.
        hdr_len | hdr_len N | Bytes of the header, if they are to be wrong.
        version | version N | 4 by default.
        checksum | checksum N | If it is to be wrong.
        router_alert | router_alert [N] | Option of RFC 2113.
        record_route | record_route N | Option with room for that many addresses.
        timestamp | timestamp N | Option with room for that many time stamps.
        lsrr | lsrr ADDRESS, … | Loose source route; the list follows the destination.
        ssrr | ssrr ADDRESS, … | Strict source route.
        nop | nop | Option without meaning.
        eol | eol | End of the options.
        option | option TYPE, bytes("HEX") | Any option, with its data.
      ip6
        src | src ADDRESS | Source address, or a node.
        dst | dst ADDRESS | Destination address, or a node.
        hlim | hlim N | Hop limit; 64 by default, 255 for ND, 1 for MLD.
        nxt | nxt N | Next header; what follows tells by default.
        tclass | tclass N | Traffic class, all eight bits.
        dscp | dscp N | Differentiated services code point, 0 to 63.
        ecn | ecn N | 0 to 3.
        flow | flow N | Flow label.
        fragments | fragments SIZE [, N, …] | Sent in fragments of that size; of these, the N-th.
        id | id N | Identification of the fragments.
        plen | plen N | Payload length, if it is to be wrong.
        version | version N | 6 by default.
      hopopts
        router_alert | router_alert [N] | Option of RFC 2711.
        pad | pad N | Padding of that many bytes.
        jumbo | jumbo N | Jumbo payload length.
        option | option TYPE, bytes("HEX") | Any option, with its data.
        nxt | nxt N | Next header; what follows tells by default.
      dstopts
        home_address | home_address ADDRESS | Option of RFC 6275.
        tunnel_limit | tunnel_limit N | Tunnel encapsulation limit.
        pad | pad N | Padding of that many bytes.
        option | option TYPE, bytes("HEX") | Any option, with its data.
        nxt | nxt N | Next header; what follows tells by default.
      routing
        type | type N | 0, 2 or 4 (segment routing, the default).
        segleft | segleft N | Segments left; all by default.
        address | address ADDRESS, … | The addresses, as they stand in the header.
        tag | tag N | Of segment routing.
        flags | flags N | Of segment routing.
        nxt | nxt N | Next header; what follows tells by default.
      fraghdr
        offset | offset N | Bytes before this fragment, a multiple of 8.
        mf | mf | More fragments.
        id | id N | Identification.
        nxt | nxt N | Next header; what follows tells by default.
      icmp
        type | type N | A number, or echo_reply, unreachable, redirect, echo, time_exceeded, …
        code | code N | 0 by default.
        id | id N | Of echo messages.
        seq | seq N | Of echo messages.
        mtu | mtu N | Next-hop MTU of 'unreachable', code 4.
        gateway | gateway ADDRESS | Of a redirect.
        pointer | pointer N | Of a parameter problem.
        rest | rest N | Bytes 4 to 7 as one number.
        checksum | checksum N | If it is to be wrong.
      icmp6
        type | type N | A number, or echo, echo_reply, too_big, rs, ra, ns, na, redirect, …
        code | code N | 0 by default.
        id | id N | Of echo messages.
        seq | seq N | Of echo messages.
        mtu | mtu N | Of 'too_big'; the MTU option of 'ra'.
        pointer | pointer N | Of a parameter problem.
        target | target ADDRESS | Of 'ns', 'na' and 'redirect'.
        destination | destination ADDRESS | Of a redirect.
        router | router | Flag of 'na'.
        solicited | solicited | Flag of 'na'.
        override | override | Flag of 'na'.
        hlim | hlim N | Current hop limit of 'ra'.
        managed | managed | Flag of 'ra'.
        other | other | Flag of 'ra'.
        preference | preference N | Default router preference of 'ra': 0, 1 (high) or 3 (low).
        lifetime | lifetime TIME | Router lifetime of 'ra'; 1800s by default.
        reachable | reachable TIME | Of 'ra'.
        retrans | retrans TIME | Retransmission timer of 'ra'.
        slla | slla MAC | Source link-layer address option.
        tlla | tlla MAC | Target link-layer address option.
        prefix | prefix PREFIX { … } | Prefix information option.
        route | route PREFIX { … } | Route information option.
        rdnss | rdnss ADDRESS, … | Name servers option.
        option | option TYPE, bytes("HEX") | Any ND option, padded to 8 bytes.
        max_response | max_response TIME | Of an MLD query.
        group | group ADDRESS | Of MLD.
        record | record TYPE, GROUP, SOURCE, … | Of 'mld2_report'; type 1 to 6.
        source | source ADDRESS, … | Of an MLDv2 query.
        rest | rest N | Bytes 4 to 7 as one number.
        checksum | checksum N | If it is to be wrong.
      icmp6.prefix
        onlink | onlink | The L flag.
        auto | auto | The A flag.
        router | router | The R flag.
        valid | valid TIME | Valid lifetime; 30 days by default.
        preferred | preferred TIME | Preferred lifetime; 7 days by default.
      icmp6.route
        preference | preference N | 0, 1 (high) or 3 (low).
        lifetime | lifetime TIME | Route lifetime.
      igmp
        type | type N | A number, or query (0x11), report (0x16), leave (0x17), report3 (0x22).
        max_response | max_response TIME | Of a query.
        group | group ADDRESS | The group.
        record | record TYPE, GROUP, SOURCE, … | Of 'report3'; type 1 to 6.
        checksum | checksum N | If it is to be wrong.
      tcp
        srcport | srcport N | Source port.
        dstport | dstport N | Destination port.
        seq | seq N | Sequence number, taken modulo 2^32.
        acknum | acknum N | Acknowledgement number; sets the ack flag.
        fin | fin | Flag.
        syn | syn | Flag.
        rst | rst | Flag.
        psh | psh | Flag.
        ack | ack | Flag.
        urg | urg | Flag.
        ece | ece | Flag.
        cwr | cwr | Flag.
        ae | ae | Flag (the ninth, of accurate ECN).
        flags | flags N | All flags as one number.
        window | window N | Not scaled; 65535 by default.
        urgent | urgent N | Urgent pointer.
        hdr_len | hdr_len N | Bytes of the header, if they are to be wrong.
        checksum | checksum N | If it is to be wrong.
        mss | mss N | Option.
        wscale | wscale N | Option.
        sack_ok | sack_ok | Option.
        sack | sack FROM..TO, … | Option: blocks from the first byte to the one behind the last.
        ts | ts VALUE, ECHO | Time stamp option.
        fastopen | fastopen [bytes("HEX")] | Fast Open option, with a cookie or without.
        md5 | md5 bytes("HEX") | MD5 signature option with these 16 bytes.
        mptcp | mptcp bytes("HEX") | MPTCP option: subtype and all that follows.
        nop | nop | Option without meaning.
        eol | eol | End of the options.
        option | option KIND [, bytes("HEX")] | Any option, with its data.
        remove | remove OPTION, … | In 'fault change': takes options away.
      udp
        srcport | srcport N | Source port.
        dstport | dstport N | Destination port.
        len | len N | If it is to be wrong.
        checksum | checksum N | If it is to be wrong; 0 for none.
      sctp
        srcport | srcport N | Source port.
        dstport | dstport N | Destination port.
        vtag | vtag N | Verification tag.
        chunk | chunk TYPE, FLAGS [, bytes("HEX")] | A chunk with its value.
        checksum | checksum N | If it is to be wrong.
      gre
        type | type N | Ethertype of what follows.
        csum | csum | With a checksum.
        key | key N | With a key.
        seq | seq N | With a sequence number.
      vxlan
        vni | vni N | Network identifier.
      mpls
        label | label N | 0 to 1048575.
        tc | tc N | Traffic class, 0 to 7.
        bos | bos | Bottom of the stack; what follows tells by default.
        ttl | ttl N | 64 by default.
      quote
        len | len N | So many bytes of it at most.
      """;

  private static final ImmutableListMultimap<String, PacketPart> BY_OWNER = parse();

  private PacketParts() {}

  private static ImmutableListMultimap<String, PacketPart> parse() {
    ImmutableListMultimap.Builder<String, PacketPart> parts = ImmutableListMultimap.builder();
    String owner = "";
    for (String line : TABLE.lines().toList()) {
      if (!line.startsWith(" ")) {
        owner = line;
        continue;
      }
      int first = line.indexOf(" | ");
      int last = line.lastIndexOf(" | ");
      parts.put(
          owner,
          new PacketPart(
              line.substring(0, first).strip(),
              line.substring(first + 3, last),
              line.substring(last + 3)));
    }
    return parts.build();
  }

  /** The headers, and what else a packet can consist of. */
  public static ImmutableList<PacketPart> layers() {
    return BY_OWNER.get("packet");
  }

  /**
   * The fields and options of a header.
   *
   * @param owner {@code tcp}, or an option with parts of its own: {@code icmp6.prefix}
   * @return empty if it has none, or is none
   */
  public static ImmutableList<PacketPart> in(String owner) {
    return BY_OWNER.get(owner);
  }

  /** One of these. */
  public static Optional<PacketPart> find(String owner, String name) {
    List<PacketPart> parts = owner.isEmpty() ? layers() : in(owner);
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }
}
