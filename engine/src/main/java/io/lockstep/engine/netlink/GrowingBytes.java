package io.lockstep.engine.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes under construction, little-endian, with room for any number of them. */
final class GrowingBytes {
  private ByteBuffer bytes = allocate(128);

  /** Where the next bytes go: at least so many fit. */
  ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      ByteBuffer larger = allocate((bytes.capacity() + more) * 2);
      bytes.flip();
      larger.put(bytes);
      bytes = larger;
    }
    return bytes;
  }

  int length() {
    return bytes.position();
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static ByteBuffer allocate(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
