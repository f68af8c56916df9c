package io.lockstep.engine.packet;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Checksums of protocols. */
final class Checksums {
  private Checksums() {}

  /** The sum of 16-bit words in one's complement (RFC 1071), not inverted. */
  static long sum(byte[] bytes, int from, int to, long start) {
    long sum = start;
    for (int i = from; i < to; i++) {
      int value = bytes[i] & 0xff;
      sum += (i - from) % 2 == 0 ? value << 8 : value;
    }
    return sum;
  }

  /** The checksum that belongs to a sum, 0 to 0xffff. */
  static int fold(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) (~folded & 0xffff);
  }

  /** The sum of the pseudo-header of IPv4 (RFC 9293, 3.1) or IPv6 (RFC 8200, 8.1). */
  static long pseudoHeader(byte[] source, byte[] target, int protocol, int length) {
    long sum = sum(source, 0, source.length, 0) + sum(target, 0, target.length, 0);
    return sum + protocol + (length >>> 16) + (length & 0xffff);
  }

  /** The checksum of SCTP as it stands in the packet (RFC 9260, appendix A). */
  static long sctp(byte[] packet, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(packet, from, to - from);
    return Integer.reverseBytes((int) crc.getValue()) & 0xffffffffL;
  }

  static void put16(byte[] bytes, int at, long value) {
    ByteBuffer.wrap(bytes).putShort(at, (short) value);
  }

  static void put32(byte[] bytes, int at, long value) {
    ByteBuffer.wrap(bytes).putInt(at, (int) value);
  }
}
