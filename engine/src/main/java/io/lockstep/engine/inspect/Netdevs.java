package io.lockstep.engine.inspect;

import static io.lockstep.engine.netlink.NetlinkConstants.*;

import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.NetlinkSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The names of a kernel's netdevs. */
final class Netdevs {
  private static final int HEADER = 16;

  private final Map<Integer, String> names = new HashMap<>();

  Netdevs(NetlinkSocket socket) {
    NetlinkMessage request =
        new NetlinkMessage(RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, "links")
            .u8(AF_UNSPEC).u8(0).u16(0).u32(0).u32(0).u32(0)
            .attribute(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    for (byte[] answer : socket.dump(request)) {
      int index = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
      names.put(index, new AttributeReader(answer, HEADER).text(IFLA_IFNAME).orElse("?"));
    }
  }

  /** {@code eth0}, or {@code if7} if there is none of that index. */
  String name(long index) {
    return names.getOrDefault((int) index, "if" + index);
  }
}
