package io.lockstep.engine.packet;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.Condition.Operator;
import java.util.Collections;
import java.util.IdentityHashMap;
import io.lockstep.engine.model.PacketFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /**
   * What is wrong with a filter, for a user to read, or empty if nothing is.
   *
   * @param filter with known fields only
   */
  public static Optional<String> problem(PacketFilter filter) {
    try {
      PacketMatcher.compile(filter);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Whether the value of a field is a run of bytes. */
  public static boolean isBytes(String field) {
    return BY_NAME.containsKey(field) && find(field).kind() == Field.Kind.BYTES;
  }

  /** What a field's values are: {@code ip}, {@code ip6}, {@code mac}; empty for all others. */
  public static String addresses(String field) {
    if (!BY_NAME.containsKey(field)) {
      return "";
    }
    return switch (find(field).kind()) {
      case IPV4 -> "ip";
      case IPV6 -> "ip6";
      case MAC -> "mac";
      default -> "";
    };
  }

  /** The values of all fields that a packet has, protocols left out, by name. */
  public static Map<String, String> values(PacketView packet) {
    Map<String, String> values = new LinkedHashMap<>();
    Set<Field> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    BY_NAME.forEach(
        (name, field) -> {
          boolean plain =
              field.alternative() == null && field.kind() != Field.Kind.PROTOCOL
                  && field.kind() != Field.Kind.BYTES;
          if (plain && seen.add(field) && field.present(packet)) {
            values.put(name, FieldText.of(field, packet));
          }
        });
    return values;
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
    tcpOptions(map);
    datagrams(map);
    tunnels(map);
    payloads(map);
    ndOptions(map);
    aliases(map);
    inside(map);
    return ImmutableMap.copyOf(map);
  }

  private static void link(Map<String, Field> map) {
    number(map, "frame.len", PacketView::length);
    protocol(map, "eth", p -> p.isFrame() ? 0 : -1);
    mac(map, "eth.src", p -> p.isFrame() ? 6 : -1);
    mac(map, "eth.dst", p -> p.isFrame() ? 0 : -1);
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
    number(map, "ip.hdr_len", p -> p.ip() < 0 ? Field.ABSENT : (p.u8(p.ip()) & 15) * 4L);
    number(map, "ip.checksum", p -> u16(p, p.ip(), 10));
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
    number(
        map,
        "ip6.fraghdr.offset",
        p -> p.fragment() < 0 ? Field.ABSENT : p.u16(p.fragment() + 2) & 0xfff8);
    flag(map, "ip6.fraghdr.mf", PacketView::fragment, 3, 0x01);
    number(map, "ip6.fraghdr.id", p -> u32(p, p.fragment(), 4));
    protocol(map, "ip6.dstopts", PacketView::destinationOptions);
  }

  private static void icmp(Map<String, Field> map) {
    protocol(map, "icmp", PacketView::icmp);
    number(map, "icmp.type", p -> u8(p, p.icmp(), 0));
    number(map, "icmp.code", p -> u8(p, p.icmp(), 1));
    number(map, "icmp.checksum", p -> u16(p, p.icmp(), 2));
    number(map, "icmp.id", p -> isEcho(p) ? p.u16(p.icmp() + 4) : Field.ABSENT);
    number(map, "icmp.seq", p -> isEcho(p) ? p.u16(p.icmp() + 6) : Field.ABSENT);
    number(
        map,
        "icmp.mtu",
        p ->
            p.icmp() >= 0 && p.u16(p.icmp()) == 0x0304 ? p.u16(p.icmp() + 6) : Field.ABSENT);
    protocol(map, "icmp6", PacketView::icmp6);
    number(map, "icmp6.type", p -> u8(p, p.icmp6(), 0));
    number(map, "icmp6.code", p -> u8(p, p.icmp6(), 1));
    number(map, "icmp6.checksum", p -> u16(p, p.icmp6(), 2));
    number(map, "icmp6.id", p -> isEcho6(p) ? p.u16(p.icmp6() + 4) : Field.ABSENT);
    number(map, "icmp6.seq", p -> isEcho6(p) ? p.u16(p.icmp6() + 6) : Field.ABSENT);
    number(
        map,
        "icmp6.mtu",
        p -> p.icmp6() >= 0 && p.u8(p.icmp6()) == 2 ? u32(p, p.icmp6(), 4) : Field.ABSENT);
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
    sequence(map, "tcp.seq", p -> u32(p, p.tcp(), 4));
    sequence(map, "tcp.acknum", p -> u32(p, p.tcp(), 8));
    number(map, "tcp.len", p -> p.tcp() < 0 ? Field.ABSENT : p.end() - p.payload());
    number(map, "tcp.hdr_len", p -> p.tcp() < 0 ? Field.ABSENT : p.payload() - p.tcp());
    number(map, "tcp.window", p -> u16(p, p.tcp(), 14));
    number(map, "tcp.checksum", p -> u16(p, p.tcp(), 16));
    number(map, "tcp.urgent", p -> u16(p, p.tcp(), 18));
    number(map, "tcp.flags", p -> p.tcp() < 0 ? Field.ABSENT : p.u16(p.tcp() + 12) & 0xfff);
    flag(map, "tcp.fin", PacketView::tcp, 13, 0x01);
    flag(map, "tcp.syn", PacketView::tcp, 13, 0x02);
    flag(map, "tcp.rst", PacketView::tcp, 13, 0x04);
    flag(map, "tcp.psh", PacketView::tcp, 13, 0x08);
    flag(map, "tcp.ack", PacketView::tcp, 13, 0x10);
    flag(map, "tcp.urg", PacketView::tcp, 13, 0x20);
    flag(map, "tcp.ece", PacketView::tcp, 13, 0x40);
    flag(map, "tcp.cwr", PacketView::tcp, 13, 0x80);
    flag(map, "tcp.ae", PacketView::tcp, 12, 0x01);
  }

  private static void tcpOptions(Map<String, Field> map) {
    number(map, "tcp.options.mss", p -> optionNumber(p, 2, 4, 2));
    number(map, "tcp.options.wscale", p -> optionNumber(p, 3, 3, 1));
    protocol(map, "tcp.options.sack_ok", p -> Options.tcp(p, 4));
    protocol(map, "tcp.options.sack", p -> Options.tcp(p, 5));
    number(
        map,
        "tcp.options.sack.count",
        p -> {
          int at = Options.tcp(p, 5);
          return at < 0 ? Field.ABSENT : (Options.tcpLength(p, at) - 2) / 8;
        });
    for (int block = 1; block <= 4; block++) {
      int from = 2 + 8 * (block - 1);
      String number = block == 1 ? "" : Integer.toString(block);
      sequence(map, "tcp.options.sack.left" + number, p -> optionAt(p, 5, from));
      sequence(map, "tcp.options.sack.right" + number, p -> optionAt(p, 5, from + 4));
    }
    protocol(map, "tcp.options.ts", p -> Options.tcp(p, 8));
    sequence(map, "tcp.options.ts.val", p -> optionAt(p, 8, 2));
    sequence(map, "tcp.options.ts.ecr", p -> optionAt(p, 8, 6));
    protocol(map, "tcp.options.md5", p -> Options.tcp(p, 19));
    protocol(map, "tcp.options.mptcp", p -> Options.tcp(p, 30));
    number(
        map,
        "tcp.options.mptcp.subtype",
        p -> {
          int at = Options.tcp(p, 30);
          return at < 0 || Options.tcpLength(p, at) < 3 ? Field.ABSENT : p.u8(at + 2) >>> 4;
        });
    bytes(map, "tcp.options.mptcp.data", p -> optionBytes(p, 30));
    protocol(map, "tcp.options.fastopen", p -> Options.tcp(p, 34));
    bytes(map, "tcp.options.fastopen.cookie", p -> optionBytes(p, 34));
  }

  private static long optionNumber(PacketView p, int kind, int length, int bytes) {
    int at = Options.tcp(p, kind);
    if (at < 0 || Options.tcpLength(p, at) != length) {
      return Field.ABSENT;
    }
    return bytes == 1 ? p.u8(at + 2) : p.u16(at + 2);
  }

  /** 32 bits within an option. */
  private static long optionAt(PacketView p, int kind, int offset) {
    int at = Options.tcp(p, kind);
    return at < 0 || Options.tcpLength(p, at) < offset + 4 ? Field.ABSENT : p.u32(at + offset);
  }

  private static long optionBytes(PacketView p, int kind) {
    int at = Options.tcp(p, kind);
    return at < 0 ? Field.ABSENT : place(at + 2, at + Options.tcpLength(p, at));
  }

  private static long place(int from, int to) {
    return (long) from << 32 | Math.max(0, to - from);
  }

  private static boolean isEcho(PacketView p) {
    return p.icmp() >= 0 && (p.u8(p.icmp()) == 8 || p.u8(p.icmp()) == 0);
  }

  private static boolean isEcho6(PacketView p) {
    return p.icmp6() >= 0 && (p.u8(p.icmp6()) & 0xfe) == 128 && p.end() >= p.icmp6() + 8;
  }

  private static void tunnels(Map<String, Field> map) {
    protocol(map, "igmp", PacketView::igmp);
    number(map, "igmp.type", p -> u8(p, p.igmp(), 0));
    address4(map, "igmp.group", PacketView::igmp, 4);
    protocol(map, "gre", PacketView::gre);
    number(map, "gre.type", p -> u16(p, p.gre(), 2));
    number(
        map,
        "gre.key",
        p -> {
          int at = p.gre();
          return at < 0 || (p.u8(at) & 0x20) == 0
              ? Field.ABSENT
              : p.u32(at + ((p.u8(at) & 0x80) != 0 ? 8 : 4));
        });
    protocol(map, "vxlan", PacketView::vxlan);
    number(map, "vxlan.vni", p -> p.vxlan() < 0 ? Field.ABSENT : p.u32(p.vxlan() + 4) >>> 8);
  }

  private static void payloads(Map<String, Field> map) {
    bytes(map, "payload", p -> p.payload() < p.end() ? place(p.payload(), p.end()) : Field.ABSENT);
    number(map, "payload.len", p -> p.end() - p.payload());
  }

  private static void ndOptions(Map<String, Field> map) {
    mac(map, "icmp6.nd.slla", p -> option(p, 1, 8, 2));
    mac(map, "icmp6.nd.tlla", p -> option(p, 2, 8, 2));
    number(map, "icmp6.nd.mtu", p -> u32(p, option(p, 5, 8, 0), 4));
    protocol(map, "icmp6.nd.rdnss", p -> option(p, 25, 24, 0));
    Field.Offset prefix = p -> option(p, 3, 32, 16);
    put(map, new Field("icmp6.nd.prefix", Field.Kind.IPV6, null, prefix, null));
    number(map, "icmp6.nd.prefix.len", p -> u8(p, option(p, 3, 32, 0), 2));
    number(map, "icmp6.nd.prefix.valid", p -> u32(p, option(p, 3, 32, 0), 4));
    number(map, "icmp6.nd.prefix.preferred", p -> u32(p, option(p, 3, 32, 0), 8));
    number(
        map,
        "icmp6.ra.lifetime",
        p ->
            p.icmp6() >= 0 && p.u8(p.icmp6()) == 134 && p.end() >= p.icmp6() + 16
                ? p.u16(p.icmp6() + 6)
                : Field.ABSENT);
  }

  private static int option(PacketView p, int type, int bytes, int offset) {
    int at = Options.nd(p, type);
    return at < 0 || p.u8(at + 1) * 8 < bytes ? -1 : at + offset;
  }

  /** All fields of what is inside a tunnel or an ICMP error, with {@code inner.} before. */
  private static void inside(Map<String, Field> map) {
    ImmutableMap.copyOf(map).forEach((name, field) -> map.put("inner." + name, inside(field)));
  }

  private static Field inside(Field field) {
    boolean bytes = field.kind() == Field.Kind.BYTES;
    Field.Reader reader =
        field.reader() == null
            ? null
            : p -> {
              PacketView inner = p.inner();
              long read = inner == null ? Field.ABSENT : field.reader().read(inner);
              return bytes && read != Field.ABSENT
                  ? read + ((long) inner.offsetIn(p) << 32)
                  : read;
            };
    Field.Offset address =
        field.address() == null
            ? null
            : p -> {
              PacketView inner = p.inner();
              int at = inner == null ? -1 : field.address().find(inner);
              return at < 0 ? -1 : at + inner.offsetIn(p);
            };
    Field alternative = field.alternative() == null ? null : inside(field.alternative());
    return new Field("inner." + field.name(), field.kind(), reader, address, alternative);
  }

  private static void datagrams(Map<String, Field> map) {
    protocol(map, "udp", PacketView::udp);
    number(map, "udp.checksum", p -> u16(p, p.udp(), 6));
    number(map, "udp.srcport", p -> u16(p, p.udp(), 0));
    number(map, "udp.dstport", p -> u16(p, p.udp(), 2));
    either(map, "udp.port", "udp.srcport", "udp.dstport");
    number(map, "udp.len", p -> u16(p, p.udp(), 4));
    protocol(map, "sctp", PacketView::sctp);
    number(map, "sctp.srcport", p -> u16(p, p.sctp(), 0));
    number(map, "sctp.dstport", p -> u16(p, p.sctp(), 2));
    either(map, "sctp.port", "sctp.srcport", "sctp.dstport");
    number(map, "sctp.vtag", p -> u32(p, p.sctp(), 4));
    number(
        map,
        "sctp.chunk.type",
        p -> p.sctp() < 0 || p.payload() >= p.end() ? Field.ABSENT : p.u8(p.payload()));
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

  private static long u32(PacketView packet, int header, int at) {
    return header < 0 ? Field.ABSENT : packet.u32(header + at);
  }

  private static void sequence(Map<String, Field> map, String name, Field.Reader reader) {
    put(map, new Field(name, Field.Kind.SEQUENCE, reader, null, null));
  }

  private static void bytes(Map<String, Field> map, String name, Field.Reader reader) {
    put(map, new Field(name, Field.Kind.BYTES, reader, null, null));
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
