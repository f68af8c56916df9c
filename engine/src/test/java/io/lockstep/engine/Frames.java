package io.lockstep.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Frames for tests, made by hand. */
public final class Frames {
  /** Ethernet header of IPv4. */
  public static final String ETHERNET_IPV4 = "020000000002 020000000001 0800";

  /** Ethernet header of IPv6. */
  public static final String ETHERNET_IPV6 = "020000000002 020000000001 86dd";

  /** 10.0.0.1:1234 to 10.0.0.2:80, SYN, no payload; two bytes of padding behind it. */
  public static final String TCP_SYN =
      ETHERNET_IPV4
          + "45 b8 0028 0007 4000 40 06 0000 0a000001 0a000002"
          + "04d2 0050 fffffffe 00000000 5002 ffff 0000 0000"
          + "0000";

  /** 10.0.0.1:1000 to 10.0.0.2:9, four bytes of payload, in VLAN 5. */
  public static final String UDP_IN_VLAN =
      "020000000002 020000000001 8100 6005 0800"
          + "45 00 0020 0000 0000 3f 11 0000 0a000001 0a000002"
          + "03e8 0009 000c 0000 01020304";

  /** Neighbour solicitation for 2001:db8::2. */
  public static final String NEIGHBOUR_SOLICITATION =
      "3333ff000002 020000000001 86dd"
          + "6ba12345 0018 3a ff 20010db8000000000000000000000001"
          + "ff0200000000000000000001ff000002"
          + "87 00 0000 00000000 20010db8000000000000000000000002";

  /** UDP behind hop-by-hop options, routing, first fragment and destination options. */
  public static final String EXTENSION_HEADERS =
      ETHERNET_IPV6
          + "60000000 003c 00 40 20010db8000000000000000000000001"
          + "20010db8000000000000000000000002"
          + "2b 00 0104 00000000"
          + "2c 02 04 01 00000000 20010db8000000000000000000000003"
          + "3c 00 0001 00000001"
          + "11 00 0104 00000000"
          + "03e8 0009 000c 0000 01020304";

  /** Who has 10.0.0.2? Tell 10.0.0.1. */
  public static final String ARP_REQUEST =
      "ffffffffffff 020000000001 0806"
          + "0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002";

  private Frames() {}

  /** The bytes, at offset 8 of a direct buffer in the machine's byte order. */
  public static ByteBuffer memory(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    ByteBuffer memory =
        ByteBuffer.allocateDirect(bytes.length + 16).order(ByteOrder.nativeOrder());
    memory.put(8, bytes);
    return memory;
  }

  /** How many bytes that is. */
  public static int length(String hex) {
    return hex.replace(" ", "").length() / 2;
  }
}
