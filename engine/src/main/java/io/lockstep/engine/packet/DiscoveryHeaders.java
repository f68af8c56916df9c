package io.lockstep.engine.packet;

import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.lockstep.engine.model.PacketPart;
import io.lockstep.engine.model.Prefix;

/** Makes messages of neighbour discovery (RFC 4861), with options of RFC 4191 and 8106. */
final class DiscoveryHeaders {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLISECOND = 1_000_000L;
  private static final long U32 = 0xffffffffL;

  private DiscoveryHeaders() {}

  /** What stands behind the checksum. */
  static void write(ByteArrayDataOutput out, PartReader reader, int type) {
    switch (type) {
      case 133 -> out.writeInt(0);
      case 134 -> {
        out.writeByte((int) reader.number("hlim", 255, 64));
        out.writeByte(
            (reader.flag("managed") ? 0x80 : 0)
                | (reader.flag("other") ? 0x40 : 0)
                | (int) reader.number("preference", 3, 0) << 3);
        out.writeShort((int) reader.time("lifetime", SECOND, 0xffff, 1800));
        out.writeInt((int) reader.time("reachable", MILLISECOND, U32, 0));
        out.writeInt((int) reader.time("retrans", MILLISECOND, U32, 0));
      }
      case 136 -> {
        out.writeInt(
            (reader.flag("router") ? 0x80000000 : 0)
                | (reader.flag("solicited") ? 0x40000000 : 0)
                | (reader.flag("override") ? 0x20000000 : 0));
        out.write(address(reader, "target"));
      }
      default -> {
        out.writeInt(0);
        out.write(address(reader, "target"));
        if (type == 137) {
          out.write(address(reader, "destination"));
        }
      }
    }
    for (PacketPart part : reader.parts()) {
      option(out, reader, part);
    }
  }

  private static byte[] address(PartReader reader, String name) {
    byte[] address = reader.address(name, 16);
    if (address == null) {
      throw reader.missing(name);
    }
    return address;
  }

  private static void option(ByteArrayDataOutput out, PartReader reader, PacketPart part) {
    switch (part.name()) {
      case "slla", "tlla" -> {
        out.writeByte(part.name().equals("slla") ? 1 : 2);
        out.writeByte(1);
        PacketComposer.mac(out, reader.mac(part, 0));
      }
      case "mtu" -> {
        out.writeInt(0x05010000);
        out.writeInt((int) reader.number(part, 0, U32));
      }
      case "prefix" -> prefix(out, reader, part);
      case "route" -> route(out, reader, part);
      case "rdnss" -> {
        int count = part.values().size();
        out.writeByte(25);
        out.writeByte(1 + 2 * count);
        out.writeShort(0);
        out.writeInt((int) U32);
        for (int i = 0; i < count; i++) {
          out.write(reader.address(part, i, 16));
        }
      }
      case "option" -> {
        byte[] data = reader.bytes(part, 1);
        int length = (data.length + 2 + 7) / 8;
        out.writeByte((int) reader.number(part, 0, 255));
        out.writeByte(length);
        out.write(java.util.Arrays.copyOf(data, length * 8 - 2));
      }
      default -> { }
    }
  }

  private static Prefix network(PartReader reader, PacketPart part) {
    if (reader.value(part, 0) instanceof PacketPart.Network network
        && network.prefix().address().getAddress().length == 16) {
      return network.prefix();
    }
    throw reader.wrong(part, "an IPv6 prefix such as 2001:db8::/64");
  }

  private static void prefix(ByteArrayDataOutput out, PartReader reader, PacketPart part) {
    Prefix prefix = network(reader, part);
    PartReader inner = reader.of(part);
    out.writeByte(3);
    out.writeByte(4);
    out.writeByte(prefix.length());
    out.writeByte(
        (inner.flag("onlink") ? 0x80 : 0)
            | (inner.flag("auto") ? 0x40 : 0)
            | (inner.flag("router") ? 0x20 : 0));
    out.writeInt((int) inner.time("valid", SECOND, U32, 2_592_000));
    out.writeInt((int) inner.time("preferred", SECOND, U32, 604_800));
    out.writeInt(0);
    out.write(prefix.address().getAddress());
  }

  private static void route(ByteArrayDataOutput out, PartReader reader, PacketPart part) {
    Prefix prefix = network(reader, part);
    PartReader inner = reader.of(part);
    int bytes = prefix.length() == 0 ? 0 : prefix.length() <= 64 ? 8 : 16;
    out.writeByte(24);
    out.writeByte(1 + bytes / 8);
    out.writeByte(prefix.length());
    out.writeByte((int) inner.number("preference", 3, 0) << 3);
    out.writeInt((int) inner.time("lifetime", SECOND, U32, 1800));
    out.write(prefix.address().getAddress(), 0, bytes);
  }
}
