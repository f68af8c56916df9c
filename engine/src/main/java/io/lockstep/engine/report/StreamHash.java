package io.lockstep.engine.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A 64-bit hash of a stream, made for telling runs apart quickly, not for security: multiplication
 * by odd constants and folding, four lanes for bulk data. The same on every machine.
 */
final class StreamHash {
  private static final long K0 = 0x9e3779b97f4a7c15L;
  private static final long K1 = 0xc2b2ae3d27d4eb4fL;
  private static final long K2 = 0x165667b19e3779f9L;
  private static final long K3 = 0xd6e8feb86659fd93L;

  private long state = K0;

  void add(long value) {
    state = fold((state ^ value) * K1);
  }

  void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  void add(ByteBuffer memory, int offset, int length) {
    boolean little = memory.order() == ByteOrder.LITTLE_ENDIAN;
    int at = offset;
    int end = offset + length;
    add(length);
    if (length >= 64) {
      long a = state;
      long b = K1;
      long c = K2;
      long d = K3;
      for (; end - at >= 32; at += 32) {
        a = fold((a ^ load(memory, at, little)) * K0);
        b = fold((b ^ load(memory, at + 8, little)) * K1);
        c = fold((c ^ load(memory, at + 16, little)) * K2);
        d = fold((d ^ load(memory, at + 24, little)) * K3);
      }
      state = a;
      add(b);
      add(c);
      add(d);
    }
    for (; end - at >= 8; at += 8) {
      add(load(memory, at, little));
    }
    long rest = 0;
    for (int shift = 0; at < end; at++, shift += 8) {
      rest |= (memory.get(at) & 0xffL) << shift;
    }
    add(rest);
  }

  private static long load(ByteBuffer memory, int at, boolean little) {
    long value = memory.getLong(at);
    return little ? value : Long.reverseBytes(value);
  }

  private static long fold(long value) {
    return value ^ value >>> 32;
  }

  /** 16 hexadecimal digits. */
  @Override
  public String toString() {
    long value = fold(fold(state * K2) * K3);
    return String.format("%016x", value);
  }
}
