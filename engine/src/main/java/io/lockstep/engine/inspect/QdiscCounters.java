package io.lockstep.engine.inspect;

import static io.lockstep.engine.netlink.NetlinkConstants.*;

import io.lockstep.engine.model.NodeWords;
import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.NetlinkSocket;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What {@code tc -s qdisc} counts: {@code struct gnet_stats_basic} and {@code gnet_stats_queue} of
 * {@code include/uapi/linux/gen_stats.h}.
 */
final class QdiscCounters {
  private static final int HEADER = 20;
  private static final int TCA_STATS2 = 7;
  private static final int TCA_STATS_BASIC = 1;
  private static final int TCA_STATS_QUEUE = 3;

  private QdiscCounters() {}

  /**
   * Reads one.
   *
   * @param handle {@code 1:}, as tc(8) writes it, or {@code root}
   */
  static Optional<String> read(
      NetlinkSocket socket, String netdev, String name, String handle) {
    Netdevs netdevs = new Netdevs(socket);
    NetlinkMessage request =
        new NetlinkMessage(RTM_GETQDISC, NLM_F_REQUEST | NLM_F_DUMP, "queueing disciplines")
            .u8(AF_UNSPEC).u8(0).u16(0).u32(0).u32(0).u32(0).u32(0);
    for (byte[] answer : socket.dump(request)) {
      ByteBuffer header = Texts.words(answer);
      boolean there =
          handle.equals("root")
              ? header.getInt(12) == TC_H_ROOT
              : header.getInt(8) == handle(handle);
      if (there && netdevs.name(header.getInt(4)).equals(netdev)) {
        return value(new AttributeReader(answer, HEADER).nested(TCA_STATS2), name);
      }
    }
    return Optional.empty();
  }

  /** {@code 1:} is 0x10000; the number is hexadecimal. */
  private static int handle(String text) {
    String[] parts = text.split(":", 2);
    try {
      int minor =
          parts.length > 1 && !parts[1].isEmpty() ? Integer.parseInt(parts[1], 16) : 0;
      return Integer.parseInt(parts[0], 16) << 16 | minor;
    } catch (NumberFormatException e) {
      return -2;
    }
  }

  private static Optional<String> value(AttributeReader stats, String name) {
    int at = NodeWords.QDISC_COUNTERS.indexOf(name);
    byte[] basic = stats.bytes(TCA_STATS_BASIC).orElse(new byte[0]);
    byte[] queue = stats.bytes(TCA_STATS_QUEUE).orElse(new byte[0]);
    if (at == 0 && basic.length >= 12) {
      return Optional.of(Long.toString(Texts.words(basic).getLong(0)));
    } else if (at == 1 && basic.length >= 12) {
      return Optional.of(Long.toString(Texts.words(basic).getInt(8) & 0xffffffffL));
    } else if (at >= 2 && queue.length >= 20) {
      return Optional.of(
          Long.toString(Texts.words(queue).getInt(4 * (at - 2)) & 0xffffffffL));
    }
    return Optional.empty();
  }
}
