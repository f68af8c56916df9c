package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.ICMPV6_FILTER;
import static io.lockstep.engine.traffic.SocketConstants.ICMP_FILTER;
import static io.lockstep.engine.traffic.SocketConstants.SOL_ICMPV6;
import static io.lockstep.engine.traffic.SocketConstants.SOL_RAW;

import io.lockstep.libos.Syscall;
import io.lockstep.libos.UserMemory;
import java.nio.ByteBuffer;

/** What a raw socket takes of ICMP: the kernel's filter holds a bit per type that it blocks. */
final class IcmpFilter {
  /** Bytes of a filter. */
  static final int BYTES = 32;

  private IcmpFilter() {}

  /**
   * Lets these types through only.
   *
   * @param at where {@link #BYTES} of user memory are free for it
   */
  static void post(
      Endpoint machine, UserMemory memory, int at, long socket, boolean ipv6, int... types) {
    ByteBuffer buffer = memory.buffer();
    for (int i = 0; i < BYTES; i += 4) {
      buffer.putInt(at + i, -1);
    }
    for (int type : types) {
      int word = at + (type >> 5) * 4;
      buffer.putInt(word, buffer.getInt(word) & ~(1 << (type & 31)));
    }
    machine.post(
        Syscall.SETSOCKOPT,
        socket,
        ipv6 ? SOL_ICMPV6 : SOL_RAW,
        ipv6 ? ICMPV6_FILTER : ICMP_FILTER,
        memory.address() + at,
        ipv6 ? BYTES : 4,
        0);
  }
}
