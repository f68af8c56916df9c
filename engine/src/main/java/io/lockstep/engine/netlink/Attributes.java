package io.lockstep.engine.netlink;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A sequence of netlink attributes under construction, little-endian unless told otherwise. A
 * structure may stand before them.
 */
public final class Attributes {
  private static final int NLA_F_NESTED = 0x8000;

  private final GrowingBytes bytes = new GrowingBytes();
  private boolean structured;

  /** Bytes of a structure; the next attribute begins at a multiple of 4. */
  public Attributes raw(byte[] structure) {
    structured = true;
    return padded(structure);
  }

  /** All that another one has. */
  public Attributes append(Attributes other) {
    structured |= other.structured;
    return padded(other.toBytes());
  }

  public Attributes u8(int type, int value) {
    return bytes(type, new byte[] {(byte) value});
  }

  public Attributes u16(int type, int value) {
    return bytes(type, new byte[] {(byte) value, (byte) (value >> 8)});
  }

  /** 16 bits in network order. */
  public Attributes be16(int type, int value) {
    return bytes(type, new byte[] {(byte) (value >> 8), (byte) value});
  }

  public Attributes u32(int type, long value) {
    bytes.room(8).putShort((short) 8).putShort((short) type).putInt((int) value);
    return this;
  }

  /** 32 bits in network order. */
  public Attributes be32(int type, long value) {
    return u32(type, Integer.reverseBytes((int) value) & 0xffffffffL);
  }

  public Attributes u64(int type, long value) {
    bytes.room(12).putShort((short) 12).putShort((short) type).putLong(value);
    return this;
  }

  /** Text, terminated by a zero byte. */
  public Attributes text(int type, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    return bytes(type, Arrays.copyOf(text, text.length + 1));
  }

  /** Raw bytes. */
  public Attributes bytes(int type, byte[] value) {
    bytes.room(4).putShort((short) (4 + value.length)).putShort((short) type);
    return padded(value);
  }

  /** Attributes within an attribute. */
  public Attributes nested(int type, Attributes inner) {
    return bytes(inner.nestedType(type), inner.toBytes());
  }

  /** The number of an attribute that holds these, marked as nested if they are nothing else. */
  int nestedType(int type) {
    return structured || isEmpty() ? type : type | NLA_F_NESTED;
  }

  public boolean isEmpty() {
    return bytes.length() == 0;
  }

  public byte[] toBytes() {
    return bytes.toBytes();
  }

  private Attributes padded(byte[] value) {
    int padding = NetlinkMessage.align(value.length) - value.length;
    bytes.room(value.length + padding).put(value).put(new byte[padding]);
    return this;
  }
}
