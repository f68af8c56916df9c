package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/** {@code struct sockaddr_in}, {@code sockaddr_in6} and {@code sockaddr_ll} in user memory. */
final class SocketAddresses {
  /** Room for either. */
  static final int BYTES = 28;

  /** {@code sizeof(struct sockaddr_ll)}. */
  static final int LINK_BYTES = 20;

  private SocketAddresses() {}

  /**
   * Writes a {@code struct sockaddr_ll}; returns its length.
   *
   * @param hardware the Ethernet address, or null
   */
  static int writeLinkLayer(
      ByteBuffer memory, int at, int ethertype, int netdev, byte[] hardware) {
    for (int i = 0; i < LINK_BYTES; i++) {
      memory.put(at + i, (byte) 0);
    }
    memory.putShort(at, (short) AF_PACKET);
    memory.put(at + 2, (byte) (ethertype >> 8));
    memory.put(at + 3, (byte) ethertype);
    memory.putInt(at + 4, netdev);
    if (hardware != null) {
      memory.put(at + 11, (byte) hardware.length);
      memory.put(at + 12, hardware);
    }
    return LINK_BYTES;
  }

  static int family(InetAddress address) {
    return address.getAddress().length == 4 ? AF_INET : AF_INET6;
  }

  static int length(int family) {
    return family == AF_INET ? 16 : BYTES;
  }

  /** Writes an address; returns its length. */
  static int write(ByteBuffer memory, int at, InetAddress address, int port) {
    int length = writeAny(memory, at, family(address), port);
    memory.put(at + (length == 16 ? 4 : 8), address.getAddress());
    return length;
  }

  /** Writes the unspecified address; returns its length. */
  static int writeAny(ByteBuffer memory, int at, int family, int port) {
    int length = length(family);
    for (int i = 0; i < length; i++) {
      memory.put(at + i, (byte) 0);
    }
    memory.putShort(at, (short) family);
    memory.put(at + 2, (byte) (port >> 8));
    memory.put(at + 3, (byte) port);
    return length;
  }

  /** The port of an address of IPv4 or IPv6. */
  static int port(ByteBuffer memory, int at) {
    return (memory.get(at + 2) & 0xff) << 8 | memory.get(at + 3) & 0xff;
  }

  /** True if family, port and address are the same. */
  static boolean same(ByteBuffer memory, int a, int b) {
    if (memory.getInt(a) != memory.getInt(b)) {
      return false;
    }
    if ((memory.getShort(a) & 0xffff) == AF_INET) {
      return memory.getInt(a + 4) == memory.getInt(b + 4);
    }
    return memory.getLong(a + 8) == memory.getLong(b + 8)
        && memory.getLong(a + 16) == memory.getLong(b + 16);
  }
}
