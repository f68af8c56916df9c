package io.lockstep.engine.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A netlink request under construction: header, family header, attributes; little-endian, as the
 * kernels run on x86-64.
 */
public final class NetlinkMessage {
  /** Bytes of {@code struct nlmsghdr}. */
  public static final int HEADER = 16;

  private static final int ALIGN = 4;

  private final String description;
  private final GrowingBytes bytes = new GrowingBytes();

  /**
   * Begins a message.
   *
   * @param type {@code RTM_…}
   * @param flags {@code NLM_F_…}
   * @param description for error messages, such as {@code address 10.0.0.1/24 on eth0}
   */
  public NetlinkMessage(int type, int flags, String description) {
    this.description = description;
    bytes.room(HEADER).putInt(0).putShort((short) type).putShort((short) flags);
    bytes.room(8).putInt(0).putInt(0);
  }

  /** What it asks for, in words. */
  public String description() {
    return description;
  }

  public NetlinkMessage u8(int value) {
    bytes.room(1).put((byte) value);
    return this;
  }

  public NetlinkMessage u16(int value) {
    bytes.room(2).putShort((short) value);
    return this;
  }

  public NetlinkMessage u32(int value) {
    bytes.room(4).putInt(value);
    return this;
  }

  /** Attributes, or a structure and attributes, as they are. */
  public NetlinkMessage attributes(Attributes attributes) {
    byte[] value = attributes.toBytes();
    bytes.room(value.length).put(value);
    return this;
  }

  /** An attribute that holds attributes. */
  public NetlinkMessage attribute(int type, Attributes inner) {
    return attribute(inner.nestedType(type), inner.toBytes());
  }

  /** An attribute of raw bytes, padded to a multiple of 4. */
  public NetlinkMessage attribute(int type, byte[] value) {
    int padded = align(value.length);
    bytes.room(4 + padded).putShort((short) (4 + value.length)).putShort((short) type).put(value);
    bytes.room(0).put(new byte[padded - value.length]);
    return this;
  }

  /** An attribute of 32 bits. */
  public NetlinkMessage attribute(int type, int value) {
    bytes.room(8).putShort((short) 8).putShort((short) type).putInt(value);
    return this;
  }

  /** An attribute of text, terminated by a zero byte. */
  public NetlinkMessage attribute(int type, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    return attribute(type, Arrays.copyOf(text, text.length + 1));
  }

  /** Bytes of the whole message. */
  public int length() {
    return bytes.length();
  }

  /** The message, with its length and {@code sequence} filled in. */
  public byte[] toBytes(int sequence) {
    byte[] result = bytes.toBytes();
    ByteBuffer.wrap(result)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, result.length)
        .putInt(8, sequence);
    return result;
  }

  /** Rounds up to the alignment of messages and attributes. */
  static int align(int length) {
    return (length + ALIGN - 1) & -ALIGN;
  }
}
