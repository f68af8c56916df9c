package io.lockstep.engine.inspect;

import static io.lockstep.engine.netlink.NetlinkConstants.*;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.NetlinkSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The neighbours of a kernel, in the words of ip-neighbour(8). */
final class Neighbours {
  private static final int HEADER = 12;
  private static final int NOARP = 0x40;
  private static final int NTF_ROUTER = 0x80;
  private static final Map<Integer, String> STATES =
      new TreeMap<>(
          Map.of(
              1, "INCOMPLETE", 2, "REACHABLE", 4, "STALE", 8, "DELAY", 16, "PROBE", 32, "FAILED",
              64, "NOARP", 128, "PERMANENT"));

  private final NetlinkSocket socket;
  private final Netdevs netdevs;

  Neighbours(NetlinkSocket socket) {
    this.socket = socket;
    this.netdevs = new Netdevs(socket);
  }

  /** All but those for which nobody is asked, sorted. */
  String all() {
    List<String> lines = new ArrayList<>();
    for (int family : NodeQueries.families()) {
      NetlinkMessage request =
          new NetlinkMessage(RTM_GETNEIGH, NLM_F_REQUEST | NLM_F_DUMP, "neighbours")
              .u8(family).u8(0).u16(0).u32(0).u16(0).u8(0).u8(0);
      for (byte[] answer : socket.dump(request)) {
        int state = Texts.words(answer).getShort(8) & 0xffff;
        if (state != 0 && state != NOARP) {
          lines.add(line(answer, state));
        }
      }
    }
    return NodeQueries.sorted(lines);
  }

  /** Behind the address: {@code dev eth0 lladdr 02:00:00:00:00:01 REACHABLE}, or nothing. */
  String of(String address) {
    String wanted = InetAddresses.toAddrString(InetAddresses.forString(address)) + " ";
    List<String> lines = new ArrayList<>();
    for (String line : all().split("\n")) {
      if (line.startsWith(wanted)) {
        lines.add(line.substring(wanted.length()));
      }
    }
    return String.join("\n", lines);
  }

  private String line(byte[] neighbour, int state) {
    AttributeReader attributes = new AttributeReader(neighbour, HEADER);
    StringBuilder line = new StringBuilder();
    line.append(attributes.bytes(NDA_DST).map(Texts::address).orElse("?"));
    line.append(" dev ").append(netdevs.name(Texts.words(neighbour).getInt(4)));
    attributes.bytes(NDA_LLADDR).ifPresent(
        address -> line.append(" lladdr ").append(Texts.link(address)));
    if ((neighbour[10] & NTF_ROUTER) != 0) {
      line.append(" router");
    }
    STATES.forEach(
        (bit, name) -> {
          if ((state & bit) != 0) {
            line.append(' ').append(name);
          }
        });
    return line.toString();
  }
}
