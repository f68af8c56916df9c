package io.lockstep.engine.packet;

import java.nio.ByteBuffer;

/**
 * A dissected Ethernet frame inside a larger buffer. One instance is reused for any number of
 * frames; {@link #wrap} finds the headers, the other methods read from them. Nothing is allocated,
 * the buffer's position, limit and byte order are neither used nor changed.
 *
 * <p>Only the outermost headers are seen; {@link #inner} shows what a tunnel or an ICMP error carries. A
 * header that is cut off by the end of the frame is absent. Offsets are in bytes from the start of
 * the frame, -1 if there is no such header.
 *
 * <p>Sources: IEEE 802.3 and 802.1Q, RFC 826 (ARP), RFC 791 (IPv4), RFC 8200 (IPv6), RFC 792, RFC
 * 4443, RFC 9293 (TCP), RFC 768 (UDP), RFC 9260 (SCTP).
 */
public final class PacketView {
  static final int ETHERTYPE_IPV4 = 0x0800;
  static final int ETHERTYPE_ARP = 0x0806;
  static final int ETHERTYPE_VLAN = 0x8100;
  static final int ETHERTYPE_IPV6 = 0x86dd;
  static final int ETHERTYPE_QINQ = 0x88a8;
  static final int PROTOCOL_HOP_BY_HOP = 0;
  static final int PROTOCOL_ICMP = 1;
  static final int PROTOCOL_IGMP = 2;
  static final int PROTOCOL_TCP = 6;
  static final int PROTOCOL_UDP = 17;
  static final int PROTOCOL_ROUTING = 43;
  static final int PROTOCOL_FRAGMENT = 44;
  static final int PROTOCOL_GRE = 47;
  static final int PROTOCOL_AH = 51;
  static final int PROTOCOL_ICMPV6 = 58;
  static final int PROTOCOL_DESTINATION_OPTIONS = 60;
  static final int PROTOCOL_SCTP = 132;
  static final int PORT_VXLAN = 4789;
  private static final int ETHERNET_HEADER = 14;

  private ByteBuffer memory;
  private int start;
  private int length;
  private int etherType;
  private int vlan;
  private int arp;
  private int ip;
  private int ip6;
  private int hopByHop;
  private int routing;
  private int fragment;
  private int destinationOptions;
  private int protocol;
  private int icmp;
  private int icmp6;
  private int tcp;
  private int udp;
  private int sctp;
  private int transport;
  private int payload;
  private int end;
  private int gre;
  private int vxlan;
  private int igmp;
  private boolean frame;
  private PacketView inner;
  private boolean innerFound;
  private boolean innerKnown;
  private boolean innerIsFrame;

  /** Dissects the frame at {@code [offset, offset + length)} of {@code memory}. */
  public PacketView wrap(ByteBuffer memory, int offset, int length) {
    reset(memory, offset, length);
    frame = true;
    if (length >= ETHERNET_HEADER) {
      ethernet();
    }
    return this;
  }

  private void reset(ByteBuffer memory, int offset, int length) {
    this.memory = memory;
    this.start = offset;
    this.length = length;
    gre = vxlan = igmp = -1;
    innerFound = false;
    etherType = vlan = arp = ip = ip6 = -1;
    hopByHop = routing = fragment = destinationOptions = -1;
    protocol = icmp = icmp6 = tcp = udp = sctp = transport = -1;
    end = length;
    payload = Math.min(ETHERNET_HEADER, length);
  }

  /** Dissects an IP packet without a frame around it. */
  private PacketView wrapIp(ByteBuffer memory, int offset, int length) {
    reset(memory, offset, length);
    frame = false;
    payload = 0;
    if (length > 0 && u8(0) >>> 4 == 4) {
      etherType = ETHERTYPE_IPV4;
      ipv4(0);
    } else if (length > 0 && u8(0) >>> 4 == 6) {
      etherType = ETHERTYPE_IPV6;
      ipv6(0);
    }
    return this;
  }

  /**
   * What is inside the innermost header that was understood: the packet in a tunnel (IP in IP, GRE,
   * VXLAN) or the one that an ICMP error quotes. Valid until the next {@link #wrap}.
   *
   * @return null if there is none
   */
  public PacketView inner() {
    if (!innerFound) {
      innerFound = true;
      int at = innerStart();
      if (at < 0) {
        innerKnown = false;
      } else {
        if (inner == null) {
          inner = new PacketView();
        }
        innerKnown = true;
        if (innerIsFrame) {
          inner.wrap(memory, start + at, end() - at);
        } else {
          inner.wrapIp(memory, start + at, end() - at);
        }
      }
    }
    return innerKnown ? inner : null;
  }

  private int innerStart() {
    innerIsFrame = false;
    if (icmp >= 0) {
      int type = u8(icmp);
      boolean error = type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
      return error && payload < end() ? payload : -1;
    } else if (icmp6 >= 0) {
      int type = u8(icmp6);
      return type >= 1 && type <= 4 && payload < end() ? payload : -1;
    } else if (vxlan >= 0) {
      innerIsFrame = true;
      return payload < end() ? payload : -1;
    } else if (gre >= 0) {
      int type = u16(gre + 2);
      innerIsFrame = type == 0x6558;
      return innerIsFrame || type == ETHERTYPE_IPV4 || type == ETHERTYPE_IPV6 ? payload : -1;
    }
    boolean tunnel = protocol == 4 || protocol == 41;
    return tunnel && !isLaterFragment() && payload < end() ? payload : -1;
  }

  private boolean isLaterFragment() {
    return ip >= 0
        ? (u16(ip + 6) & 0x1fff) != 0
        : fragment >= 0 && (u16(fragment + 2) & 0xfff8) != 0;
  }

  /** Whether there is an Ethernet header. */
  public boolean isFrame() {
    return frame && length >= ETHERNET_HEADER;
  }

  /** Where this packet begins, seen from the beginning of one around it. */
  public int offsetIn(PacketView outer) {
    return start - outer.start;
  }

  public int gre() {
    return gre;
  }

  public int vxlan() {
    return vxlan;
  }

  public int igmp() {
    return igmp;
  }

  private void ethernet() {
    int at = ETHERNET_HEADER;
    int type = u16(12);
    while ((type == ETHERTYPE_VLAN || type == ETHERTYPE_QINQ) && at + 4 <= length) {
      if (vlan < 0) {
        vlan = at;
      }
      type = u16(at + 2);
      at += 4;
    }
    etherType = type;
    payload = at;
    switch (type) {
      case ETHERTYPE_IPV4 -> ipv4(at);
      case ETHERTYPE_IPV6 -> ipv6(at);
      case ETHERTYPE_ARP -> arp = at + 28 <= length ? at : -1;
      default -> { }
    }
  }

  private void ipv4(int at) {
    if (at + 20 > length || u8(at) >>> 4 != 4) {
      return;
    }
    int header = (u8(at) & 15) * 4;
    if (header < 20 || at + header > length) {
      return;
    }
    ip = at;
    int total = u16(at + 2);
    if (total >= header) {
      end = Math.min(end, at + total);
    }
    payload = at + header;
    protocol = u8(at + 9);
    if ((u16(at + 6) & 0x1fff) == 0) {
      transport(payload);
    }
  }

  private void ipv6(int at) {
    if (at + 40 > length || u8(at) >>> 4 != 6) {
      return;
    }
    ip6 = at;
    int carried = u16(at + 4);
    if (carried > 0) {
      end = Math.min(end, at + 40 + carried);
    }
    int next = u8(at + 6);
    int position = at + 40;
    while (isExtension(next)) {
      int size = extensionLength(next, position);
      if (size < 0) {
        protocol = next;
        payload = Math.min(position, end);
        return;
      }
      note(next, position);
      boolean later = next == PROTOCOL_FRAGMENT && (u16(position + 2) & 0xfff8) != 0;
      next = u8(position);
      position += size;
      if (later) {
        protocol = next;
        payload = position;
        return;
      }
    }
    protocol = next;
    payload = position;
    transport(position);
  }

  private static boolean isExtension(int next) {
    return next == PROTOCOL_HOP_BY_HOP
        || next == PROTOCOL_ROUTING
        || next == PROTOCOL_FRAGMENT
        || next == PROTOCOL_AH
        || next == PROTOCOL_DESTINATION_OPTIONS;
  }

  private int extensionLength(int next, int at) {
    if (at + 8 > end) {
      return -1;
    }
    int size =
        switch (next) {
          case PROTOCOL_FRAGMENT -> 8;
          case PROTOCOL_AH -> (u8(at + 1) + 2) * 4;
          default -> (u8(at + 1) + 1) * 8;
        };
    return at + size > end ? -1 : size;
  }

  private void note(int next, int at) {
    switch (next) {
      case PROTOCOL_HOP_BY_HOP -> hopByHop = at;
      case PROTOCOL_ROUTING -> routing = at;
      case PROTOCOL_FRAGMENT -> fragment = at;
      case PROTOCOL_DESTINATION_OPTIONS -> destinationOptions = at;
      default -> { }
    }
  }

  private void transport(int at) {
    int left = end - at;
    switch (protocol) {
      case PROTOCOL_TCP -> {
        if (left >= 20) {
          int header = (u8(at + 12) >>> 4) * 4;
          tcp = transport = at;
          payload = Math.min(end, at + Math.max(20, header));
        }
      }
      case PROTOCOL_UDP -> {
        if (left >= 8) {
          udp = transport = at;
          payload = at + 8;
          if (u16(at + 2) == PORT_VXLAN && left >= 16) {
            vxlan = payload;
            payload += 8;
          }
        }
      }
      case PROTOCOL_SCTP -> {
        if (left >= 12) {
          sctp = transport = at;
          payload = at + 12;
        }
      }
      case PROTOCOL_ICMP -> {
        if (left >= 8 && ip >= 0) {
          icmp = at;
          payload = at + 8;
        }
      }
      case PROTOCOL_ICMPV6 -> {
        if (left >= 4 && ip6 >= 0) {
          icmp6 = at;
          payload = Math.min(end, at + 8);
        }
      }
      case PROTOCOL_IGMP -> {
        if (left >= 8 && ip >= 0) {
          igmp = at;
          payload = at + 8;
        }
      }
      case PROTOCOL_GRE -> {
        if (left >= 4) {
          int flags = u8(at);
          int header = 4 + ((flags & 0x80) != 0 ? 4 : 0) + ((flags & 0x20) != 0 ? 4 : 0)
              + ((flags & 0x10) != 0 ? 4 : 0);
          if (left >= header) {
            gre = at;
            payload = at + header;
          }
        }
      }
      default -> { }
    }
  }

  /** Byte at an offset within the frame, 0 to 255. */
  public int u8(int at) {
    return memory.get(start + at) & 0xff;
  }

  /** 16 bits in network byte order. */
  public int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  /** 32 bits in network byte order, 0 to 2^32 - 1. */
  public long u32(int at) {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  /** 48 bits in network byte order. */
  public long u48(int at) {
    return (long) u16(at) << 32 | u32(at + 2);
  }

  /** 64 bits in network byte order. */
  public long u64(int at) {
    return u32(at) << 32 | u32(at + 4);
  }

  /** A copy of all bytes. */
  public byte[] bytes() {
    byte[] copy = new byte[length];
    memory.get(start, copy, 0, length);
    return copy;
  }

  /** Length of the frame in bytes, without the frame check sequence. */
  public int length() {
    return length;
  }

  /** The type behind all VLAN tags, or -1. */
  public int etherType() {
    return etherType;
  }

  /** First VLAN tag's control information. */
  public int vlan() {
    return vlan;
  }

  public int arp() {
    return arp;
  }

  public int ip() {
    return ip;
  }

  public int ip6() {
    return ip6;
  }

  public int hopByHop() {
    return hopByHop;
  }

  public int routing() {
    return routing;
  }

  public int fragment() {
    return fragment;
  }

  public int destinationOptions() {
    return destinationOptions;
  }

  /** The upper-layer protocol's number behind all extension headers, or -1. */
  public int protocol() {
    return protocol;
  }

  public int icmp() {
    return icmp;
  }

  public int icmp6() {
    return icmp6;
  }

  public int tcp() {
    return tcp;
  }

  public int udp() {
    return udp;
  }

  public int sctp() {
    return sctp;
  }

  /** The header that starts with two ports: TCP, UDP or SCTP. */
  public int transport() {
    return transport;
  }

  /** Where the innermost header that was understood ends. */
  public int payload() {
    return payload;
  }

  /** Where the payload ends: padding of short Ethernet frames lies behind it. */
  public int end() {
    return Math.max(end, payload);
  }
}
