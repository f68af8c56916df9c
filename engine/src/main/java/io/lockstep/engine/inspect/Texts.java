package io.lockstep.engine.inspect;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What netlink sends, as text. */
final class Texts {
  private Texts() {}

  /** An address of 4 or 16 bytes. */
  static String address(byte[] bytes) {
    try {
      return InetAddresses.toAddrString(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      return link(bytes);
    }
  }

  /** {@code 02:00:00:00:00:01}. */
  static String link(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte one : bytes) {
      text.append(text.length() == 0 ? "" : ":").append(String.format("%02x", one));
    }
    return text.toString();
  }

  /** For reading numbers of the host's order. */
  static ByteBuffer words(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
