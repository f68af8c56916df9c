package io.lockstep.engine.inspect;

import static io.lockstep.engine.netlink.NetlinkConstants.*;

import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.NetlinkSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of policy routing, in the words of ip-rule(8). */
final class Rules {
  private static final int HEADER = 12;
  private static final int FRA_L3MDEV = 19;
  private static final int FIB_RULE_INVERT = 2;
  private static final Map<Integer, String> ACTIONS =
      Map.of(2, "goto", 3, "nop", 6, "blackhole", 7, "unreachable", 8, "prohibit");
  private static final Map<Long, String> TABLES =
      Map.of(253L, "default", 254L, "main", 255L, "local");

  private Rules() {}

  /** {@code 32766: from all lookup main}; IPv4's first, in the order in which they are tried. */
  static String all(NetlinkSocket socket) {
    List<String> lines = new ArrayList<>();
    for (int family : NodeQueries.families()) {
      NetlinkMessage request =
          new NetlinkMessage(RTM_GETRULE, NLM_F_REQUEST | NLM_F_DUMP, "rules")
              .u8(family).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u32(0);
      for (byte[] answer : socket.dump(request)) {
        lines.add(line(answer));
      }
    }
    return String.join("\n", lines);
  }

  private static String line(byte[] rule) {
    AttributeReader attributes = new AttributeReader(rule, HEADER);
    StringBuilder line = new StringBuilder();
    line.append(Math.max(0, attributes.number(FRA_PRIORITY))).append(":");
    line.append(rule[0] == AF_INET6 ? " inet6" : "");
    line.append((Texts.words(rule).getInt(8) & FIB_RULE_INVERT) != 0 ? " not" : "");
    line.append(" from ").append(prefix(attributes, FRA_SRC, rule[2]));
    if (rule[1] != 0) {
      line.append(" to ").append(prefix(attributes, FRA_DST, rule[1]));
    }
    attributes.text(FRA_IIFNAME).ifPresent(name -> line.append(" iif ").append(name));
    attributes.text(FRA_OIFNAME).ifPresent(name -> line.append(" oif ").append(name));
    if (attributes.number(FRA_FWMARK) > 0) {
      line.append(" fwmark ").append(attributes.number(FRA_FWMARK));
      long mask = attributes.number(FRA_FWMASK);
      line.append(mask >= 0 && mask != 0xffffffffL ? "/" + mask : "");
    }
    String action = ACTIONS.get(rule[7] & 0xff);
    if (action != null) {
      return line.append(' ').append(action).toString();
    } else if (attributes.number(FRA_L3MDEV) > 0) {
      return line.append(" lookup l3mdev").toString();
    }
    long table = attributes.number(FRA_TABLE);
    table = table < 0 ? rule[4] & 0xff : table;
    return line.append(" lookup ").append(TABLES.getOrDefault(table, "" + table)).toString();
  }

  private static String prefix(AttributeReader attributes, int type, byte length) {
    return attributes
        .bytes(type)
        .map(
            bytes ->
                Texts.address(bytes) + (length == bytes.length * 8 ? "" : "/" + (length & 0xff)))
        .orElse("all");
  }
}
