package io.lockstep.engine.netlink.qdiscs;

import static io.lockstep.engine.netlink.options.Encoders.be16;
import static io.lockstep.engine.netlink.options.Encoders.numbers;
import static io.lockstep.engine.netlink.qdiscs.QdiscEncoders.IN_STRUCTURE;
import static io.lockstep.engine.netlink.qdiscs.TcAttributes.*;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.netlink.Attributes;
import io.lockstep.engine.netlink.options.Encoding;
import io.lockstep.engine.netlink.options.OptionException;
import io.lockstep.engine.netlink.options.OptionTable;
import io.lockstep.engine.netlink.options.Values;
import io.lockstep.grammar.vocabulary.Vocabulary;
import java.util.Map;

/**
 * Turns a {@code match} into filters: flower (tc-flower(8)) for the fields of packets, fw for the
 * mark. A match on fields that IPv4 and IPv6 share becomes a filter for each.
 */
public final class MatchEncoder {
  private static final int ETH_P_ALL = 0x0003;
  private static final int ETH_P_IP = 0x0800;
  private static final int ETH_P_IPV6 = 0x86dd;
  private static final int ETH_P_8021Q = 0x8100;
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;
  private static final int SCTP = 132;
  private static final int IS_FRAGMENT = 1;
  private static final int FIRST_FRAGMENT = 2;

  private static final ImmutableMap<String, Integer> PROTOCOLS =
      ImmutableMap.copyOf(
          numbers(
              "tcp", TCP, "udp", UDP, "sctp", SCTP, "icmp", ICMP, "icmpv6", ICMPV6, "gre", 47,
              "esp", 50, "ah", 51));

  private static final ImmutableMap<String, Integer> ETHERTYPES =
      ImmutableMap.of("ipv4", ETH_P_IP, "ipv6", ETH_P_IPV6, "arp", 0x0806);

  private static final ImmutableMap<String, Integer> ECN =
      ImmutableMap.of("not-ect", 0, "ect1", 1, "ect0", 2, "ce", 3);

  /** What only packets of IP have. */
  private static final ImmutableSet<String> IP_FIELDS =
      ImmutableSet.of(
          "src", "dst", "proto", "sport", "dport", "icmp_type", "icmp_code", "tcp_flags", "dscp",
          "ecn", "ttl", "fragment");

  private static final OptionTable TABLE = table();

  private MatchEncoder() {}

  /** What it can compare. */
  public static ImmutableSet<String> names() {
    return TABLE.names();
  }

  private static OptionTable table() {
    OptionTable.Builder options = OptionTable.builder();
    for (String option : IP_FIELDS) {
      options.put(option, IN_STRUCTURE);
    }
    return options
        .put("vlan", (v, to) -> to.data().u16(TCA_FLOWER_KEY_VLAN_ID, (int) Values.whole(v)))
        .put(
            "vlan_priority",
            (v, to) -> to.data().u8(TCA_FLOWER_KEY_VLAN_PRIO, (int) Values.whole(v)))
        .put("ethertype", IN_STRUCTURE)
        .put("src_mac", (v, to) -> mac(TCA_FLOWER_KEY_ETH_SRC, v, to))
        .put("dst_mac", (v, to) -> mac(TCA_FLOWER_KEY_ETH_DST, v, to))
        .put("fwmark", IN_STRUCTURE)
        .build();
  }

  private static void mac(int attribute, OptionValue value, Encoding to) {
    to.data().bytes(attribute, Values.mac(((OptionValue.Mac) value).bits()));
  }

  /**
   * The filters of a match.
   *
   * @param classId where they lead
   * @throws OptionException for an impossible match
   */
  public static ImmutableList<Filter> encode(Map<String, OptionValue> match, int classId) {
    Encoding encoding = new Encoding(name -> 0);
    TABLE.encode(Vocabulary.matches(), match, encoding);
    if (match.containsKey("fwmark")) {
      if (match.size() > 1) {
        throw new OptionException("fwmark cannot be combined with other fields in a match");
      }
      Attributes options = new Attributes().u32(TCA_FW_CLASSID, classId);
      return ImmutableList.of(
          new Filter("fw", ETH_P_ALL, Values.whole(match.get("fwmark")), options));
    }
    ImmutableList.Builder<Filter> filters = ImmutableList.builder();
    for (int ethertype : ethertypes(match)) {
      filters.add(flower(match, ethertype, classId, encoding.data()));
    }
    return filters.build();
  }

  private static Filter flower(
      Map<String, OptionValue> match, int ethertype, int classId, Attributes common) {
    boolean tagged = match.containsKey("vlan") || match.containsKey("vlan_priority");
    Attributes options = new Attributes().u32(TCA_FLOWER_CLASSID, classId);
    options.append(common);
    if (tagged) {
      options.be16(TCA_FLOWER_KEY_ETH_TYPE, ETH_P_8021Q);
      if (ethertype != ETH_P_ALL) {
        options.be16(TCA_FLOWER_KEY_VLAN_ETH_TYPE, ethertype);
      }
    } else if (ethertype != ETH_P_ALL) {
      options.be16(TCA_FLOWER_KEY_ETH_TYPE, ethertype);
    }
    addresses(match, options);
    ports(match, options);
    icmp(match, options);
    ipHeader(match, options);
    return new Filter("flower", tagged ? ETH_P_8021Q : ethertype, 0, options);
  }

  /** The ethertypes of the packets that may match. */
  private static int[] ethertypes(Map<String, OptionValue> match) {
    int chosen = 0;
    String reason = null;
    if (match.containsKey("ethertype")) {
      OptionValue value = match.get("ethertype");
      chosen =
          Values.isWord(value)
              ? ETHERTYPES.get(Values.text(value))
              : (int) Values.whole(value);
      reason = "ethertype";
    }
    for (String side : new String[] {"src", "dst"}) {
      if (match.containsKey(side)) {
        boolean ipv6 = Values.prefix(match.get(side)).isIpv6();
        chosen = agree(chosen, reason, ipv6 ? ETH_P_IPV6 : ETH_P_IP, side);
        reason = side;
      }
    }
    if (match.containsKey("proto") && protocol(match) == ICMP) {
      chosen = agree(chosen, reason, ETH_P_IP, "proto");
    } else if (match.containsKey("proto") && protocol(match) == ICMPV6) {
      chosen = agree(chosen, reason, ETH_P_IPV6, "proto");
    }
    boolean ip = match.keySet().stream().anyMatch(IP_FIELDS::contains);
    if (ip && chosen != 0 && chosen != ETH_P_IP && chosen != ETH_P_IPV6) {
      throw new OptionException("ethertype is not IP, but other fields of the match are of IP");
    }
    if (chosen != 0) {
      return new int[] {chosen};
    }
    return ip ? new int[] {ETH_P_IP, ETH_P_IPV6} : new int[] {ETH_P_ALL};
  }

  private static int agree(int chosen, String reason, int ethertype, String field) {
    if (chosen != 0 && chosen != ethertype) {
      throw new OptionException(reason + " and " + field + " belong to different IP versions");
    }
    return ethertype;
  }

  private static int protocol(Map<String, OptionValue> match) {
    OptionValue value = match.get("proto");
    if (value == null) {
      return -1;
    }
    return Values.isWord(value)
        ? PROTOCOLS.get(Values.text(value))
        : (int) Values.whole(value);
  }

  private static void addresses(Map<String, OptionValue> match, Attributes to) {
    for (String side : new String[] {"src", "dst"}) {
      if (match.containsKey(side)) {
        Prefix prefix = Values.prefix(match.get(side));
        int key;
        if (prefix.isIpv6()) {
          key = side.equals("src") ? TCA_FLOWER_KEY_IPV6_SRC : TCA_FLOWER_KEY_IPV6_DST;
        } else {
          key = side.equals("src") ? TCA_FLOWER_KEY_IPV4_SRC : TCA_FLOWER_KEY_IPV4_DST;
        }
        to.bytes(key, prefix.network().address().getAddress());
        to.bytes(key + 1, mask(prefix));
      }
    }
  }

  private static byte[] mask(Prefix prefix) {
    byte[] mask = new byte[prefix.isIpv6() ? 16 : 4];
    for (int i = 0; i < prefix.length(); i++) {
      mask[i / 8] |= (byte) (0x80 >> i % 8);
    }
    return mask;
  }

  private static void ports(Map<String, OptionValue> match, Attributes to) {
    for (String side : new String[] {"sport", "dport"}) {
      if (match.containsKey(side)) {
        int src =
            switch (protocol(match)) {
              case TCP -> TCA_FLOWER_KEY_TCP_SRC;
              case UDP -> TCA_FLOWER_KEY_UDP_SRC;
              case SCTP -> TCA_FLOWER_KEY_SCTP_SRC;
              default -> throw new OptionException(side + " needs proto tcp, udp or sctp");
            };
        Encoding encoding = new Encoding(name -> 0);
        be16(side.equals("sport") ? src : src + 1).encode(match.get(side), encoding);
        to.append(encoding.data());
      }
    }
    if (match.containsKey("tcp_flags")) {
      if (protocol(match) != TCP) {
        throw new OptionException("tcp_flags needs proto tcp");
      }
      int flags = (int) Values.whole(match.get("tcp_flags"));
      to.be16(TCA_FLOWER_KEY_TCP_FLAGS, flags);
      to.be16(TCA_FLOWER_KEY_TCP_FLAGS_MASK, flags);
    }
  }

  private static void icmp(Map<String, OptionValue> match, Attributes to) {
    for (String field : new String[] {"icmp_type", "icmp_code"}) {
      if (match.containsKey(field)) {
        int protocol = protocol(match);
        if (protocol != ICMP && protocol != ICMPV6) {
          throw new OptionException(field + " needs proto icmp or icmpv6");
        }
        int type =
            protocol == ICMP ? TCA_FLOWER_KEY_ICMPV4_TYPE : TCA_FLOWER_KEY_ICMPV6_TYPE;
        int code =
            protocol == ICMP ? TCA_FLOWER_KEY_ICMPV4_CODE : TCA_FLOWER_KEY_ICMPV6_CODE;
        to.u8(field.equals("icmp_type") ? type : code, (int) Values.whole(match.get(field)));
      }
    }
  }

  private static void ipHeader(Map<String, OptionValue> match, Attributes to) {
    if (match.containsKey("proto")) {
      to.u8(TCA_FLOWER_KEY_IP_PROTO, protocol(match));
    }
    int tos = 0;
    int mask = 0;
    if (match.containsKey("dscp")) {
      tos |= dscp(match.get("dscp")) << 2;
      mask |= 0xfc;
    }
    if (match.containsKey("ecn")) {
      OptionValue value = match.get("ecn");
      tos |= Values.isWord(value) ? ECN.get(Values.text(value)) : (int) Values.whole(value);
      mask |= 0x3;
    }
    if (mask != 0) {
      to.u8(TCA_FLOWER_KEY_IP_TOS, tos);
      to.u8(TCA_FLOWER_KEY_IP_TOS_MASK, mask);
    }
    if (match.containsKey("ttl")) {
      to.u8(TCA_FLOWER_KEY_IP_TTL, (int) Values.whole(match.get("ttl")));
      to.u8(TCA_FLOWER_KEY_IP_TTL_MASK, 0xff);
    }
    if (match.containsKey("fragment")) {
      String which = Values.text(match.get("fragment"));
      boolean sort = which.equals("first") || which.equals("later");
      int flags = which.equals("no") ? 0 : IS_FRAGMENT;
      to.be32(TCA_FLOWER_KEY_FLAGS, which.equals("first") ? flags | FIRST_FRAGMENT : flags);
      to.be32(TCA_FLOWER_KEY_FLAGS_MASK, sort ? IS_FRAGMENT | FIRST_FRAGMENT : IS_FRAGMENT);
    }
  }

  /** {@code cs5} is 40, {@code af21} is 18, {@code ef} is 46. */
  private static int dscp(OptionValue value) {
    if (!Values.isWord(value)) {
      return (int) Values.whole(value);
    }
    String word = Values.text(value);
    if (word.equals("ef")) {
      return 46;
    }
    int number = word.charAt(2) - '0';
    return word.startsWith("cs") ? 8 * number : 8 * number + 2 * (word.charAt(3) - '0');
  }
}
