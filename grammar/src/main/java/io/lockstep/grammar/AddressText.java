package io.lockstep.grammar;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Addresses as texts. Java takes IPv4-mapped IPv6 addresses (RFC 4291 2.5.5.2) for IPv4 addresses; to
 * sockets and packets they are not the same, so here each keeps the family in which it was written.
 */
public final class AddressText {
  private static final int MAPPED = 12;

  private AddressText() {}

  /** An address such as 192.0.2.1, 2001:db8::1 or ::ffff:192.0.2.1; empty if it is none. */
  public static Optional<InetAddress> parse(String text) {
    if (!InetAddresses.isInetAddress(text)) {
      return Optional.empty();
    }
    InetAddress address = InetAddresses.forString(text);
    return Optional.of(
        address instanceof Inet4Address && text.indexOf(':') >= 0 ? mapped(address) : address);
  }

  /** The IPv4 address that is mapped, and any other address as it is. */
  public static InetAddress unmapped(InetAddress address) {
    return isMapped(address.getAddress()) ? of(address.getAddress(), MAPPED, 16) : address;
  }

  /** As RFC 5952 has it written, mapped ones with dots: {@code ::ffff:192.0.2.1}. */
  public static String of(InetAddress address) {
    return isMapped(address.getAddress())
        ? "::ffff:" + InetAddresses.toAddrString(unmapped(address))
        : InetAddresses.toAddrString(address);
  }

  private static boolean isMapped(byte[] bytes) {
    for (int i = 0; i < MAPPED - 2; i++) {
      if (bytes.length != 16 || bytes[i] != 0) {
        return false;
      }
    }
    return bytes[MAPPED - 2] == -1 && bytes[MAPPED - 1] == -1;
  }

  private static InetAddress of(byte[] bytes, int from, int to) {
    try {
      return InetAddress.getByAddress(java.util.Arrays.copyOfRange(bytes, from, to));
    } catch (UnknownHostException e) {
      throw new AssertionError("4 bytes are an address", e);
    }
  }

  private static InetAddress mapped(InetAddress address) {
    byte[] bytes = new byte[16];
    bytes[MAPPED - 2] = -1;
    bytes[MAPPED - 1] = -1;
    System.arraycopy(address.getAddress(), 0, bytes, MAPPED, 4);
    try {
      return Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new AssertionError("16 bytes are an address", e);
    }
  }
}
