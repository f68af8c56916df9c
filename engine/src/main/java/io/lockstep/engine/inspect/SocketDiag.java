package io.lockstep.engine.inspect;

import io.lockstep.engine.netlink.AttributeReader;
import io.lockstep.engine.netlink.NetlinkConstants;
import io.lockstep.engine.netlink.NetlinkMessage;
import io.lockstep.engine.netlink.NetlinkSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sockets of a kernel, by sock_diag(7), as ss(8) lists them. The old form of the request is
 * used, since that has the kernel go through both address families at once.
 */
public final class SocketDiag {
  /** Netlink protocol of sock_diag. */
  public static final int NETLINK_SOCK_DIAG = 4;

  /** All states with a {@code struct tcp_info} but that of listeners. */
  public static final int CONNECTIONS = (1 << 12) - 1 & ~(1 << 6 | 1 << 7 | 1 << 10) & ~1;

  private static final int TCPDIAG_GETSOCK = 18;
  private static final int INET_DIAG_INFO = 2;
  private static final int MESSAGE_BYTES = 72;

  private SocketDiag() {}

  /**
   * The TCP sockets in some states, in the kernel's order.
   *
   * @param states a bit for each, numbered as in {@code include/net/tcp_states.h}
   */
  public static List<TcpSocket> tcp(NetlinkSocket socket, int states) {
    NetlinkMessage request =
        new NetlinkMessage(
            TCPDIAG_GETSOCK,
            NetlinkConstants.NLM_F_REQUEST | NetlinkConstants.NLM_F_DUMP,
            "tcp sockets");
    request.u8(NetlinkConstants.AF_INET).u8(0).u8(0).u8(1 << (INET_DIAG_INFO - 1));
    for (int i = 0; i < 12; i++) {
      request.u32(0);
    }
    request.u32(states).u32(0);
    List<TcpSocket> sockets = new ArrayList<>();
    for (byte[] answer : socket.dump(request)) {
      if (answer.length >= MESSAGE_BYTES) {
        sockets.add(read(answer));
      }
    }
    return sockets;
  }

  private static TcpSocket read(byte[] answer) {
    ByteBuffer message = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
    int bytes = answer[0] == NetlinkConstants.AF_INET ? 4 : 16;
    return new TcpSocket(
        answer[1],
        address(answer, 8, bytes),
        Short.reverseBytes(message.getShort(4)) & 0xffff,
        address(answer, 24, bytes),
        Short.reverseBytes(message.getShort(6)) & 0xffff,
        message.getInt(56) & 0xffffffffL,
        message.getInt(60) & 0xffffffffL,
        new AttributeReader(answer, MESSAGE_BYTES).bytes(INET_DIAG_INFO).orElse(new byte[0]));
  }

  private static InetAddress address(byte[] answer, int at, int bytes) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(answer, at, at + bytes));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
