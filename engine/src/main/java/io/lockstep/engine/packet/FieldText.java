package io.lockstep.engine.packet;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A field's value as a scenario writes it. */
final class FieldText {
  private FieldText() {}

  static String of(Field field, PacketView packet) {
    return switch (field.kind()) {
      case IPV6 -> address(packet, field.address().find(packet));
      case IPV4 -> {
        long bits = field.reader().read(packet);
        yield (bits >> 24 & 255) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "."
            + (bits & 255);
      }
      case MAC -> {
        long bits = field.reader().read(packet);
        StringBuilder text = new StringBuilder();
        for (int shift = 40; shift >= 0; shift -= 8) {
          text.append(shift == 40 ? "" : ":").append(String.format("%02x", bits >> shift & 255));
        }
        yield text.toString();
      }
      default -> Long.toString(field.reader().read(packet));
    };
  }

  private static String address(PacketView packet, int at) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) packet.u8(at + i);
    }
    try {
      return InetAddresses.toAddrString(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
