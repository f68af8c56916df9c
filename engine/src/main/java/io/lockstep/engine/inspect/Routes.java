package io.lockstep.engine.inspect;

import static io.lockstep.engine.netlink.NetlinkConstants.*;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.NetlinkException;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.NetlinkSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The routes of a kernel, in the words of ip-route(8). */
final class Routes {
  private static final int HEADER = 12;
  private static final int RT_TABLE_LOCAL = 255;
  private static final int RTA_ENCAP_TYPE = 21;
  private static final int RTM_F_CLONED = 0x200;
  private static final int RTNH_F_DEAD = 1;
  private static final int RTNH_F_LINKDOWN = 16;
  private static final Map<Integer, String> TYPES =
      Map.of(
          2, "local", 3, "broadcast", 4, "anycast", 5, "multicast", 6, "blackhole",
          7, "unreachable", 8, "prohibit", 9, "throw", 10, "nat");
  private static final Map<Integer, String> PROTOCOLS =
      Map.ofEntries(
          Map.entry(1, "redirect"), Map.entry(2, "kernel"), Map.entry(3, "boot"),
          Map.entry(4, "static"), Map.entry(9, "ra"), Map.entry(11, "zebra"),
          Map.entry(12, "bird"), Map.entry(16, "dhcp"), Map.entry(186, "bgp"),
          Map.entry(187, "isis"), Map.entry(188, "ospf"), Map.entry(189, "rip"),
          Map.entry(192, "eigrp"), Map.entry(196, "zstatic"));

  private final NetlinkSocket socket;
  private final Netdevs netdevs;

  Routes(NetlinkSocket socket) {
    this.socket = socket;
    this.netdevs = new Netdevs(socket);
  }

  /** All of them but those of the local table, sorted. */
  String all() {
    List<String> lines = new ArrayList<>();
    for (int family : NodeQueries.families()) {
      for (byte[] answer : dump(family)) {
        lines.add(line(answer));
      }
    }
    return NodeQueries.sorted(lines);
  }

  /** Behind the destination, those to one prefix: {@code via 10.0.0.1 dev eth0}. */
  String of(String prefix) {
    String wanted = canonical(prefix);
    List<String> lines = new ArrayList<>();
    for (String line : all().split("\n")) {
      String rest = withoutType(line);
      if (rest.startsWith(wanted + " ")) {
        String type = line.substring(0, line.length() - rest.length());
        lines.add(type + rest.substring(wanted.length() + 1));
      }
    }
    return String.join("\n", lines);
  }

  private static String withoutType(String line) {
    for (String type : TYPES.values()) {
      if (line.startsWith(type + " ")) {
        return line.substring(type.length() + 1);
      }
    }
    return line;
  }

  /** As the kernel writes a prefix: {@code 10.0.0.0/8}, {@code 10.0.0.1}, {@code default}. */
  private static String canonical(String prefix) {
    int slash = prefix.indexOf('/');
    if (prefix.equals("default") || slash < 0) {
      return prefix;
    }
    int length = Integer.parseInt(prefix.substring(slash + 1));
    InetAddress address = InetAddresses.forString(prefix.substring(0, slash));
    return text(address.getAddress(), length);
  }

  private static String text(byte[] address, int length) {
    if (length == 0) {
      return "default";
    }
    byte[] masked = address.clone();
    for (int bit = length; bit < masked.length * 8; bit++) {
      masked[bit >> 3] &= (byte) ~(0x80 >> (bit & 7));
    }
    return Texts.address(masked) + (length == masked.length * 8 ? "" : "/" + length);
  }

  /** What a packet to an address would take, or what refuses it. */
  String lookup(String address) {
    byte[] to = InetAddresses.forString(address).getAddress();
    NetlinkMessage request =
        new NetlinkMessage(RTM_GETROUTE, NLM_F_REQUEST, "route to " + address)
            .u8(to.length == 4 ? AF_INET : AF_INET6)
            .u8(to.length * 8).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u32(0)
            .attribute(RTA_DST, to);
    try {
      byte[] answer = socket.get(request);
      String line = line(answer);
      String rest = withoutType(line);
      int behind = rest.indexOf(' ');
      return line.substring(0, line.length() - rest.length())
          + (behind < 0 ? "" : rest.substring(behind + 1));
    } catch (NetlinkException e) {
      return switch (e.errno()) {
        case 101 -> "unreachable: no route";
        case 113 -> "unreachable";
        case 13 -> "prohibit";
        case 22 -> "blackhole";
        default -> e.getMessage();
      };
    }
  }

  private List<byte[]> dump(int family) {
    NetlinkMessage request =
        new NetlinkMessage(RTM_GETROUTE, NLM_F_REQUEST | NLM_F_DUMP, "routes")
            .u8(family).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u32(0);
    List<byte[]> routes = new ArrayList<>();
    for (byte[] answer : socket.dump(request)) {
      boolean cloned = (Texts.words(answer).getInt(8) & RTM_F_CLONED) != 0;
      if (table(answer, new AttributeReader(answer, HEADER)) != RT_TABLE_LOCAL && !cloned) {
        routes.add(answer);
      }
    }
    return routes;
  }

  private static long table(byte[] route, AttributeReader attributes) {
    long table = attributes.number(RTA_TABLE);
    return table < 0 ? route[4] & 0xff : table;
  }

  private String line(byte[] route) {
    AttributeReader attributes = new AttributeReader(route, HEADER);
    int bytes = route[0] == AF_INET ? 4 : 16;
    StringBuilder line = new StringBuilder();
    String type = TYPES.get(route[7] & 0xff);
    if (type != null) {
      line.append(type).append(' ');
    }
    line.append(text(attributes.bytes(RTA_DST).orElse(new byte[bytes]), route[1] & 0xff));
    hop(line, attributes);
    long table = table(route, attributes);
    if (table != RT_TABLE_MAIN && table > 0) {
      line.append(" table ").append(table == RT_TABLE_LOCAL ? "local" : Long.toString(table));
    }
    int protocol = route[5] & 0xff;
    if (protocol != 0) {
      line.append(" proto ").append(PROTOCOLS.getOrDefault(protocol, "" + protocol));
    }
    if (route[0] == AF_INET && route[6] == (byte) RT_SCOPE_LINK) {
      line.append(" scope link");
    }
    attributes.bytes(RTA_PREFSRC).ifPresent(
        source -> line.append(" src ").append(Texts.address(source)));
    if (attributes.number(RTA_PRIORITY) >= 0) {
      line.append(" metric ").append(attributes.number(RTA_PRIORITY));
    }
    long mtu = attributes.nested(RTA_METRICS).number(RTAX_MTU);
    if (mtu >= 0) {
      line.append(" mtu ").append(mtu);
    }
    attributes.bytes(RTA_MULTIPATH).ifPresent(hops -> hops(line, hops));
    return line.toString();
  }

  private void hop(StringBuilder line, AttributeReader attributes) {
    attributes.bytes(RTA_GATEWAY).ifPresent(
        gateway -> line.append(" via ").append(Texts.address(gateway)));
    attributes.bytes(RTA_VIA).ifPresent(
        via ->
            line.append(" via inet6 ")
                .append(Texts.address(Arrays.copyOfRange(via, 2, via.length))));
    if (attributes.number(RTA_OIF) > 0) {
      line.append(" dev ").append(netdevs.name(attributes.number(RTA_OIF)));
    }
    if (attributes.number(RTA_ENCAP_TYPE) > 0) {
      line.append(" encap ").append(attributes.number(RTA_ENCAP_TYPE));
    }
  }

  /** An array of {@code struct rtnexthop}, each with attributes. */
  private void hops(StringBuilder line, byte[] hops) {
    ByteBuffer buffer = ByteBuffer.wrap(hops).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at + 8 <= hops.length) {
      int length = buffer.getShort(at) & 0xffff;
      if (length < 8) {
        return;
      }
      line.append(" nexthop");
      hop(line, new AttributeReader(Arrays.copyOfRange(hops, at, at + length), 8));
      line.append(" dev ").append(netdevs.name(buffer.getInt(at + 4)));
      line.append(" weight ").append((hops[at + 3] & 0xff) + 1);
      if ((hops[at + 2] & (RTNH_F_DEAD | RTNH_F_LINKDOWN)) != 0) {
        line.append(" dead");
      }
      at += (length + 3) & ~3;
    }
  }
}
