package io.lockstep.engine.packet;

/**
 * A named field of a packet.
 *
 * @param name as scenarios write it: {@code tcp.srcport}
 * @param kind what its values look like
 * @param reader of numbers, flags, MAC and IPv4 addresses; of bytes their offset in the upper, their
 *     number in the lower half; null for {@link Kind#IPV6}
 * @param address of an IPv6 address within the frame; null for the others
 * @param alternative a second place with the same meaning ({@code ip.addr}: source or destination),
 *     or null
 */
record Field(String name, Kind kind, Reader reader, Offset address, Field alternative) {
  static final long ABSENT = -1;

  /** What values a field has. */
  enum Kind {
    NUMBER("a number"),
    SEQUENCE("a number"),
    FLAG("a flag: 0 or 1"),
    PROTOCOL("a protocol, either present or not"),
    MAC("a MAC address"),
    IPV4("an IPv4 address or prefix"),
    IPV6("an IPv6 address or prefix"),
    BYTES("a run of bytes");

    private final String described;

    Kind(String described) {
      this.described = described;
    }

    String described() {
      return described;
    }
  }

  /** Reads a value, at least 0, or {@link #ABSENT}. */
  interface Reader {
    long read(PacketView packet);
  }

  /** Finds a value's offset within the frame, or -1. */
  interface Offset {
    int find(PacketView packet);
  }

  boolean present(PacketView packet) {
    return kind == Kind.IPV6 ? address.find(packet) >= 0 : reader.read(packet) != ABSENT;
  }
}
