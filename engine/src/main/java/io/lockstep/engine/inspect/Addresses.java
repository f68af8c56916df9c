package io.lockstep.engine.inspect;

import static io.lockstep.engine.netlink.NetlinkConstants.*;

import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.NetlinkSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The addresses of a kernel, in the words of ip-address(8). */
final class Addresses {
  private static final int HEADER = 8;
  private static final int IFA_FLAGS = 8;
  private static final int IFA_BROADCAST = 4;
  private static final Map<Integer, String> SCOPES =
      Map.of(0, "global", 200, "site", 253, "link", 254, "host");
  private static final Map<Integer, String> FLAGS6 =
      new TreeMap<>(
          Map.of(
              0x01, "temporary", 0x04, "optimistic", 0x08, "dadfailed", 0x20, "deprecated",
              0x40, "tentative", 0x100, "mngtmpaddr", 0x200, "noprefixroute"));

  private Addresses() {}

  /** {@code eth0 10.0.0.1/24 scope global}, one per line, sorted. */
  static String all(NetlinkSocket socket) {
    Netdevs netdevs = new Netdevs(socket);
    List<String> lines = new ArrayList<>();
    for (int family : NodeQueries.families()) {
      NetlinkMessage request =
          new NetlinkMessage(RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, "addresses")
              .u8(family).u8(0).u8(0).u8(0).u32(0);
      for (byte[] answer : socket.dump(request)) {
        lines.add(line(answer, netdevs));
      }
    }
    return NodeQueries.sorted(lines);
  }

  private static String line(byte[] answer, Netdevs netdevs) {
    AttributeReader attributes = new AttributeReader(answer, HEADER);
    StringBuilder line = new StringBuilder();
    line.append(netdevs.name(Texts.words(answer).getInt(4))).append(' ');
    byte[] own =
        attributes.bytes(IFA_LOCAL).or(() -> attributes.bytes(IFA_ADDRESS)).orElse(new byte[0]);
    line.append(Texts.address(own)).append('/').append(answer[1] & 0xff);
    attributes.bytes(IFA_BROADCAST).ifPresent(
        address -> line.append(" brd ").append(Texts.address(address)));
    int scope = answer[3] & 0xff;
    line.append(" scope ").append(SCOPES.getOrDefault(scope, "" + scope));
    long flags = attributes.number(IFA_FLAGS);
    flags = flags < 0 ? answer[2] & 0xff : flags;
    if (answer[0] == AF_INET) {
      line.append((flags & 1) != 0 ? " secondary" : "");
      return line.toString();
    }
    for (Map.Entry<Integer, String> flag : FLAGS6.entrySet()) {
      if ((flags & flag.getKey()) != 0) {
        line.append(' ').append(flag.getValue());
      }
    }
    return line.toString();
  }
}
