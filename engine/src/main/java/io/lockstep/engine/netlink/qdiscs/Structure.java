package io.lockstep.engine.netlink.qdiscs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A structure of the kernel's interface under construction; fields not written are zero. */
final class Structure {
  private static final long UINT32_MAX = 0xffffffffL;
  private static final int LINKLAYER_ETHERNET = 1;

  private final ByteBuffer bytes;

  Structure(int length) {
    bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  Structure u8(long value) {
    bytes.put((byte) value);
    return this;
  }

  Structure u16(long value) {
    bytes.putShort((short) value);
    return this;
  }

  Structure u32(long value) {
    bytes.putInt((int) value);
    return this;
  }

  /**
   * {@code struct tc_ratespec}; the link layer makes rate tables superfluous.
   *
   * @param rate bytes per second; what does not fit is told by a 64-bit attribute as well
   */
  Structure rateSpec(long rate) {
    return u8(0).u8(rate == 0 ? 0 : LINKLAYER_ETHERNET).u16(0).u16(rate == 0 ? 0 : -1).u16(0)
        .u32(Math.min(rate, UINT32_MAX));
  }

  byte[] toBytes() {
    return bytes.array();
  }
}
