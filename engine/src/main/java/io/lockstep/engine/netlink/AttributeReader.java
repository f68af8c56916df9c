package io.lockstep.engine.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads netlink attributes; of several with the same number the first counts. */
public final class AttributeReader {
  private static final int TYPE_MASK = 0x3fff;

  private final Map<Integer, byte[]> values = new TreeMap<>();

  /**
   * Reads.
   *
   * @param bytes of a message's payload or an attribute's value
   * @param offset where the attributes begin, after the family's header or a structure
   */
  public AttributeReader(byte[] bytes, int offset) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = offset;
    while (at + 4 <= bytes.length) {
      int length = buffer.getShort(at) & 0xffff;
      if (length < 4 || at + length > bytes.length) {
        return;
      }
      int type = buffer.getShort(at + 2) & TYPE_MASK;
      values.putIfAbsent(type, Arrays.copyOfRange(bytes, at + 4, at + length));
      at += NetlinkMessage.align(length);
    }
  }

  /** An attribute's value. */
  public Optional<byte[]> bytes(int type) {
    return Optional.ofNullable(values.get(type));
  }

  /** Text up to its zero byte, or nothing if there is no such attribute. */
  public Optional<String> text(int type) {
    return bytes(type)
        .map(
            value -> {
              String text = new String(value, StandardCharsets.UTF_8);
              int end = text.indexOf('\0');
              return end < 0 ? text : text.substring(0, end);
            });
  }

  /** The little-endian unsigned number that an attribute of up to 8 bytes is, or -1 if absent. */
  public long number(int type) {
    byte[] value = values.get(type);
    if (value == null) {
      return -1;
    }
    long number = 0;
    for (int i = Math.min(value.length, 8) - 1; i >= 0; i--) {
      number = number << 8 | value[i] & 0xff;
    }
    return number;
  }

  /** The attributes within an attribute; none if it is absent. */
  public AttributeReader nested(int type) {
    return new AttributeReader(values.getOrDefault(type, new byte[0]), 0);
  }
}
