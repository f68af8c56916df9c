package io.lockstep.engine.packet;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.Condition.Operator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that packet filters know, named as Wireshark names them with {@code ip6} and {@code
 * icmp6} for {@code ipv6} and {@code icmpv6}; Wireshark's own spelling of these and of {@code
 * tcp.flags.syn} is understood too.
 *
 * <p>Departures from Wireshark: {@code tcp.ack} is the flag, the number is {@code tcp.acknum};
 * {@code tcp.seq} and {@code tcp.acknum} are as on the wire, not relative; {@code tcp.window} is
 * not scaled.
 */
public final class Fields {
  private static final ImmutableMap<String, Field> BY_NAME = table();

  private Fields() {}

  /** All names, in a stable order, for messages and near matches. */
  public static ImmutableSet<String> known() {
    return BY_NAME.keySet();
  }

  /**
   * What is wrong with comparing a field to a value, for a user to read, or empty if nothing is.
   *
   * @param value as in {@link io.lockstep.engine.model.PacketFilter.Compare}
   */
  public static Optional<String> problem(String field, Operator operator, String value) {
    try {
      Comparisons.compile(find(field), operator, value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The field of that name. */
  static Field find(String name) {
    Field field = BY_NAME.get(name);
    if (field == null) {
      throw new IllegalArgumentException("There is no packet field '" + name + "'.");
    }
    return field;
  }

  private static ImmutableMap<String, Field> table() {
    Map<String, Field> map = new LinkedHashMap<>();
    link(map);
    ipv4(map);
    ipv6(map);
    icmp(map);
    tcp(map);
    datagrams(map);
    aliases(map);
    return ImmutableMap.copyOf(map);
  }

  private static void link(Map<String, Field> map) {
    number(map, "frame.len", PacketView::length);
    protocol(map, "eth", p -> p.length() >= 14 ? 0 : -1);
    mac(map, "eth.src", p -> p.length() >= 14 ? 6 : -1);
    mac(map, "eth.dst", p -> p.length() >= 14 ? 0 : -1);
    either(map, "eth.addr", "eth.src", "eth.dst");
    number(map, "eth.type", PacketView::etherType);
    protocol(map, "vlan", PacketView::vlan);
    number(map, "vlan.id", p -> p.vlan() < 0 ? Field.ABSENT : p.u16(p.vlan()) & 0xfff);
    number(map, "vlan.priority", p -> p.vlan() < 0 ? Field.ABSENT : p.u16(p.vlan()) >>> 13);
    protocol(map, "arp", PacketView::arp);
    number(map, "arp.op", p -> u16(p, p.arp(), 6));
    address4(map, "arp.src", PacketView::arp, 14);
    address4(map, "arp.dst", PacketView::arp, 24);
  }

  private static void ipv4(Map<String, Field> map) {
    protocol(map, "ip", PacketView::ip);
    address4(map, "ip.src", PacketView::ip, 12);
    address4(map, "ip.dst", PacketView::ip, 16);
    either(map, "ip.addr", "ip.src", "ip.dst");
    number(map, "ip.len", p -> u16(p, p.ip(), 2));
    number(map, "ip.id", p -> u16(p, p.ip(), 4));
    number(map, "ip.ttl", p -> u8(p, p.ip(), 8));
    number(map, "ip.proto", p -> u8(p, p.ip(), 9));
    number(map, "ip.tos", p -> u8(p, p.ip(), 1));
    number(map, "ip.dscp", p -> p.ip() < 0 ? Field.ABSENT : p.u8(p.ip() + 1) >>> 2);
    number(map, "ip.ecn", p -> p.ip() < 0 ? Field.ABSENT : p.u8(p.ip() + 1) & 3);
    flag(map, "ip.df", PacketView::ip, 6, 0x40);
    flag(map, "ip.mf", PacketView::ip, 6, 0x20);
    number(
        map, "ip.frag_offset", p -> p.ip() < 0 ? Field.ABSENT : (p.u16(p.ip() + 6) & 0x1fff) * 8L);
  }

  private static void ipv6(Map<String, Field> map) {
    protocol(map, "ip6", PacketView::ip6);
    address6(map, "ip6.src", 8);
    address6(map, "ip6.dst", 24);
    either(map, "ip6.addr", "ip6.src", "ip6.dst");
    number(map, "ip6.hlim", p -> u8(p, p.ip6(), 7));
    number(map, "ip6.plen", p -> u16(p, p.ip6(), 4));
    number(map, "ip6.nxt", p -> u8(p, p.ip6(), 6));
    number(map, "ip6.proto", p -> p.ip6() < 0 ? Field.ABSENT : p.protocol());
    number(map, "ip6.tclass", p -> p.ip6() < 0 ? Field.ABSENT : p.u16(p.ip6()) >>> 4 & 0xff);
    number(map, "ip6.dscp", p -> p.ip6() < 0 ? Field.ABSENT : p.u16(p.ip6()) >>> 6 & 0x3f);
    number(map, "ip6.ecn", p -> p.ip6() < 0 ? Field.ABSENT : p.u16(p.ip6()) >>> 4 & 3);
    number(map, "ip6.flow", p -> p.ip6() < 0 ? Field.ABSENT : p.u32(p.ip6()) & 0xfffff);
    protocol(map, "ip6.hopopts", PacketView::hopByHop);
    protocol(map, "ip6.routing", PacketView::routing);
    number(map, "ip6.routing.type", p -> u8(p, p.routing(), 2));
    number(map, "ip6.routing.segleft", p -> u8(p, p.routing(), 3));
    protocol(map, "ip6.fraghdr", PacketView::fragment);
    protocol(map, "ip6.dstopts", PacketView::destinationOptions);
  }

  private static void icmp(Map<String, Field> map) {
    protocol(map, "icmp", PacketView::icmp);
    number(map, "icmp.type", p -> u8(p, p.icmp(), 0));
    number(map, "icmp.code", p -> u8(p, p.icmp(), 1));
    protocol(map, "icmp6", PacketView::icmp6);
    number(map, "icmp6.type", p -> u8(p, p.icmp6(), 0));
    number(map, "icmp6.code", p -> u8(p, p.icmp6(), 1));
    Field.Offset target =
        p -> {
          int at = p.icmp6();
          boolean neighbour = at >= 0 && (p.u8(at) == 135 || p.u8(at) == 136);
          return neighbour && at + 24 <= p.end() ? at + 8 : -1;
        };
    put(map, new Field("icmp6.nd.target", Field.Kind.IPV6, null, target, null));
  }

  private static void tcp(Map<String, Field> map) {
    protocol(map, "tcp", PacketView::tcp);
    number(map, "tcp.srcport", p -> u16(p, p.tcp(), 0));
    number(map, "tcp.dstport", p -> u16(p, p.tcp(), 2));
    either(map, "tcp.port", "tcp.srcport", "tcp.dstport");
    number(map, "tcp.seq", p -> p.tcp() < 0 ? Field.ABSENT : p.u32(p.tcp() + 4));
    number(map, "tcp.acknum", p -> p.tcp() < 0 ? Field.ABSENT : p.u32(p.tcp() + 8));
    number(map, "tcp.len", p -> p.tcp() < 0 ? Field.ABSENT : p.end() - p.payload());
    number(map, "tcp.hdr_len", p -> p.tcp() < 0 ? Field.ABSENT : p.payload() - p.tcp());
    number(map, "tcp.window", p -> u16(p, p.tcp(), 14));
    number(map, "tcp.flags", p -> p.tcp() < 0 ? Field.ABSENT : p.u16(p.tcp() + 12) & 0xfff);
    flag(map, "tcp.fin", PacketView::tcp, 13, 0x01);
    flag(map, "tcp.syn", PacketView::tcp, 13, 0x02);
    flag(map, "tcp.rst", PacketView::tcp, 13, 0x04);
    flag(map, "tcp.psh", PacketView::tcp, 13, 0x08);
    flag(map, "tcp.ack", PacketView::tcp, 13, 0x10);
    flag(map, "tcp.urg", PacketView::tcp, 13, 0x20);
    flag(map, "tcp.ece", PacketView::tcp, 13, 0x40);
    flag(map, "tcp.cwr", PacketView::tcp, 13, 0x80);
  }

  private static void datagrams(Map<String, Field> map) {
    protocol(map, "udp", PacketView::udp);
    number(map, "udp.srcport", p -> u16(p, p.udp(), 0));
    number(map, "udp.dstport", p -> u16(p, p.udp(), 2));
    either(map, "udp.port", "udp.srcport", "udp.dstport");
    number(map, "udp.len", p -> u16(p, p.udp(), 4));
    protocol(map, "sctp", PacketView::sctp);
    number(map, "sctp.srcport", p -> u16(p, p.sctp(), 0));
    number(map, "sctp.dstport", p -> u16(p, p.sctp(), 2));
    either(map, "sctp.port", "sctp.srcport", "sctp.dstport");
  }

  private static void aliases(Map<String, Field> map) {
    for (Field field : ImmutableSet.copyOf(map.values())) {
      String name = field.name();
      if (name.equals("ip6") || name.startsWith("ip6.")) {
        map.put("ipv6" + name.substring(3), field);
      } else if (name.equals("icmp6") || name.startsWith("icmp6.")) {
        map.put("icmpv6" + name.substring(5), field);
      } else if (field.kind() == Field.Kind.FLAG && name.startsWith("tcp.")) {
        map.put("tcp.flags." + name.substring(4), field);
      }
    }
  }

  private static long u8(PacketView packet, int header, int at) {
    return header < 0 ? Field.ABSENT : packet.u8(header + at);
  }

  private static long u16(PacketView packet, int header, int at) {
    return header < 0 ? Field.ABSENT : packet.u16(header + at);
  }

  private static void number(Map<String, Field> map, String name, Field.Reader reader) {
    put(map, new Field(name, Field.Kind.NUMBER, reader, null, null));
  }

  private static void protocol(Map<String, Field> map, String name, Field.Offset header) {
    Field.Reader reader = p -> header.find(p) < 0 ? Field.ABSENT : 1;
    put(map, new Field(name, Field.Kind.PROTOCOL, reader, null, null));
  }

  private static void flag(
      Map<String, Field> map, String name, Field.Offset header, int at, int bit) {
    Field.Reader reader =
        p -> {
          int start = header.find(p);
          return start < 0 ? Field.ABSENT : (p.u8(start + at) & bit) != 0 ? 1 : 0;
        };
    put(map, new Field(name, Field.Kind.FLAG, reader, null, null));
  }

  private static void mac(Map<String, Field> map, String name, Field.Offset offset) {
    Field.Reader reader =
        p -> {
          int at = offset.find(p);
          return at < 0 ? Field.ABSENT : p.u48(at);
        };
    put(map, new Field(name, Field.Kind.MAC, reader, null, null));
  }

  private static void address4(Map<String, Field> map, String name, Field.Offset header, int at) {
    Field.Reader reader =
        p -> {
          int start = header.find(p);
          return start < 0 ? Field.ABSENT : p.u32(start + at);
        };
    put(map, new Field(name, Field.Kind.IPV4, reader, null, null));
  }

  private static void address6(Map<String, Field> map, String name, int at) {
    Field.Offset offset = p -> p.ip6() < 0 ? -1 : p.ip6() + at;
    put(map, new Field(name, Field.Kind.IPV6, null, offset, null));
  }

  private static void either(Map<String, Field> map, String name, String one, String other) {
    Field first = map.get(one);
    Field second = map.get(other);
    put(map, new Field(name, first.kind(), first.reader(), first.address(), second));
  }

  private static void put(Map<String, Field> map, Field field) {
    map.put(field.name(), field);
  }
}
