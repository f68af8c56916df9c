package io.lockstep.engine.packet;

/** Finds options within headers. */
final class Options {
  private Options() {}

  /**
   * An option of TCP (RFC 9293, 3.2).
   *
   * @return its offset, or -1
   */
  static int tcp(PacketView p, int kind) {
    int start = p.tcp();
    if (start < 0) {
      return -1;
    }
    int end = Math.min(p.end(), start + (p.u8(start + 12) >>> 4) * 4);
    int at = start + 20;
    while (at < end) {
      int found = p.u8(at);
      if (found == 0 && kind != 0) {
        return -1;
      }
      int length = found <= 1 ? 1 : at + 1 < end ? p.u8(at + 1) : 0;
      if (length == 0 || found > 1 && length < 2 || at + length > end) {
        return -1;
      } else if (found == kind) {
        return at;
      }
      at += length;
    }
    return -1;
  }

  /** The length of an option that {@link #tcp} has found. */
  static int tcpLength(PacketView p, int at) {
    return p.u8(at) <= 1 ? 1 : p.u8(at + 1);
  }

  /**
   * An option of neighbour discovery (RFC 4861, 4.6).
   *
   * @return its offset, or -1
   */
  static int nd(PacketView p, int type) {
    int start = p.icmp6();
    if (start < 0) {
      return -1;
    }
    int at =
        switch (p.u8(start)) {
          case 133 -> start + 8;
          case 134 -> start + 16;
          case 135, 136 -> start + 24;
          case 137 -> start + 40;
          default -> Integer.MAX_VALUE;
        };
    while (at < p.end() - 7) {
      int length = p.u8(at + 1) * 8;
      if (length == 0 || at + length > p.end()) {
        return -1;
      } else if (p.u8(at) == type) {
        return at;
      }
      at += length;
    }
    return -1;
  }
}
