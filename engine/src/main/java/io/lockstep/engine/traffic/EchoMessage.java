package io.lockstep.engine.traffic;

import java.nio.ByteBuffer;

/** ICMP and ICMPv6 echo requests and replies in user memory. */
final class EchoMessage {
  /** Bytes before the payload. */
  static final int HEADER = 8;

  static final int ICMP_ECHOREPLY = 0;
  static final int ICMP_ECHO = 8;
  static final int ICMPV6_ECHO_REQUEST = 128;
  static final int ICMPV6_ECHO_REPLY = 129;

  private EchoMessage() {}

  /** Writes a header with a zero checksum in front of a payload that is already there. */
  static void writeRequest(
      ByteBuffer memory, int at, boolean ipv6, int identifier, int sequence) {
    memory.put(at, (byte) (ipv6 ? ICMPV6_ECHO_REQUEST : ICMP_ECHO));
    memory.put(at + 1, (byte) 0);
    memory.putShort(at + 2, (short) 0);
    putBigEndian(memory, at + 4, identifier);
    putBigEndian(memory, at + 6, sequence);
  }

  /** Fills the checksum in; for ICMPv6 the kernel does that. */
  static void writeChecksum(ByteBuffer memory, int at, int length) {
    int sum = checksum(memory, at, length);
    putBigEndian(memory, at + 2, sum);
  }

  /** The Internet checksum (RFC 1071) of a message whose checksum field is zero. */
  static int checksum(ByteBuffer memory, int at, int length) {
    long sum = 0;
    int i = 0;
    for (; i + 1 < length; i += 2) {
      sum += bigEndian(memory, at + i);
    }
    if (i < length) {
      sum += (memory.get(at + i) & 0xff) << 8;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) (~sum & 0xffff);
  }

  /**
   * The sequence number of a reply.
   *
   * @param at of the ICMP message
   * @return -1 if it is no reply to this identifier
   */
  static int replySequence(
      ByteBuffer memory, int at, int length, boolean ipv6, int identifier) {
    int type = ipv6 ? ICMPV6_ECHO_REPLY : ICMP_ECHOREPLY;
    if (length < HEADER
        || (memory.get(at) & 0xff) != type
        || bigEndian(memory, at + 4) != identifier) {
      return -1;
    }
    return bigEndian(memory, at + 6);
  }

  private static int bigEndian(ByteBuffer memory, int at) {
    return (memory.get(at) & 0xff) << 8 | (memory.get(at + 1) & 0xff);
  }

  private static void putBigEndian(ByteBuffer memory, int at, int value) {
    memory.put(at, (byte) (value >> 8));
    memory.put(at + 1, (byte) value);
  }
}
