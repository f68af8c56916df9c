package io.lockstep.engine.packet;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** One line about one packet, for evidence: {@code TCP 10.0.0.1:5001 > 10.0.0.2:80 [SYN] …}. */
public final class PacketSummary {
  private static final String[] FLAGS = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};

  private PacketSummary() {}

  public static String of(PacketView packet) {
    return describe(packet) + ", " + packet.length() + " bytes";
  }

  private static String describe(PacketView p) {
    if (p.tcp() >= 0) {
      return "TCP " + ends(p, true) + " [" + flags(p.u8(p.tcp() + 13)) + "] seq "
          + p.u32(p.tcp() + 4) + " payload " + (p.end() - p.payload());
    } else if (p.udp() >= 0) {
      return "UDP " + ends(p, true) + " payload " + (p.end() - p.payload());
    } else if (p.sctp() >= 0) {
      return "SCTP " + ends(p, true);
    } else if (p.icmp() >= 0) {
      return "ICMP " + ends(p, false) + " type " + p.u8(p.icmp()) + " code " + p.u8(p.icmp() + 1);
    } else if (p.icmp6() >= 0) {
      return "ICMPv6 " + ends(p, false) + " type " + p.u8(p.icmp6()) + " code "
          + p.u8(p.icmp6() + 1);
    } else if (p.ip() >= 0 || p.ip6() >= 0) {
      return (p.ip() >= 0 ? "IPv4 " : "IPv6 ") + ends(p, false) + " protocol " + p.protocol();
    } else if (p.arp() >= 0) {
      int op = p.u16(p.arp() + 6);
      String asked = address(p, p.arp() + 24, 4);
      String told = address(p, p.arp() + 14, 4);
      return op == 1
          ? "ARP who has " + asked + ", tell " + told
          : "ARP " + (op == 2 ? "reply from " : "operation " + op + " from ") + told;
    }
    return "Ethernet type 0x" + Integer.toHexString(Math.max(0, p.etherType()));
  }

  private static String ends(PacketView p, boolean ports) {
    boolean four = p.ip() >= 0;
    int at = four ? p.ip() + 12 : p.ip6() + 8;
    int size = four ? 4 : 16;
    return end(p, at, size, ports ? p.transport() : -1)
        + " > "
        + end(p, at + size, size, ports ? p.transport() + 2 : -1);
  }

  private static String end(PacketView p, int at, int size, int port) {
    String address = address(p, at, size);
    if (port < 0) {
      return address;
    }
    return (size == 16 ? "[" + address + "]" : address) + ":" + p.u16(port);
  }

  private static String address(PacketView p, int at, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) p.u8(at + i);
    }
    try {
      return InetAddresses.toAddrString(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static String flags(int bits) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < FLAGS.length; i++) {
      if ((bits >>> i & 1) != 0) {
        text.append(text.isEmpty() ? "" : " ").append(FLAGS[i]);
      }
    }
    return text.toString();
  }
}
