package io.lockstep.engine.packet;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.lockstep.engine.model.PacketPart;
import io.lockstep.engine.packet.PacketComposer.Place;
import java.util.Map;

/** Makes headers of TCP (RFC 9293), UDP (RFC 768) and SCTP (RFC 9260). */
final class TransportHeaders {
  /** The first of the ports for private use. */
  private static final int SOURCE_PORT = 49152;

  private static final ImmutableMap<String, Integer> FLAGS =
      ImmutableMap.<String, Integer>builder()
          .put("fin", 0x001)
          .put("syn", 0x002)
          .put("rst", 0x004)
          .put("psh", 0x008)
          .put("ack", 0x010)
          .put("urg", 0x020)
          .put("ece", 0x040)
          .put("cwr", 0x080)
          .put("ae", 0x100)
          .buildOrThrow();

  private TransportHeaders() {}

  static byte[] tcp(PartReader reader, byte[] inside, Place place) {
    byte[] options = options(reader);
    int header = 20 + options.length;
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    out.writeShort((int) reader.number("srcport", 0xffff, SOURCE_PORT));
    out.writeShort(port(reader));
    out.writeInt((int) reader.modulo32("seq"));
    out.writeInt((int) reader.modulo32("acknum"));
    long words = reader.number("hdr_len", 60, header) / 4;
    out.writeShort((int) (words << 12 | flags(reader)));
    out.writeShort((int) reader.number("window", 0xffff, 0xffff));
    out.writeShort(0);
    out.writeShort((int) reader.number("urgent", 0xffff, 0));
    out.write(options);
    out.write(inside);
    byte[] packet = out.toByteArray();
    checksum(reader, packet, 16, PacketView.PROTOCOL_TCP, place);
    return packet;
  }

  static long flags(PartReader reader) {
    if (reader.has("flags")) {
      return reader.number("flags", 0xfff, 0);
    }
    long flags = reader.has("acknum") && !reader.has("ack") ? 0x10 : 0;
    for (Map.Entry<String, Integer> flag : FLAGS.entrySet()) {
      flags |= reader.flag(flag.getKey()) ? flag.getValue() : 0;
    }
    return flags;
  }

  /** The bit of a flag of TCP, or 0. */
  static int flag(String name) {
    return FLAGS.getOrDefault(name, 0);
  }

  private static int port(PartReader reader) {
    if (!reader.has("dstport")) {
      throw reader.missing("dstport");
    }
    return (int) reader.number("dstport", 0xffff, 0);
  }

  private static void checksum(
      PartReader reader, byte[] packet, int at, int protocol, Place place) {
    int right = 0;
    if (place.source() != null) {
      long start =
          Checksums.pseudoHeader(place.source(), place.target(), protocol, packet.length);
      right = Checksums.fold(Checksums.sum(packet, 0, packet.length, start));
      right = right == 0 && protocol == PacketView.PROTOCOL_UDP ? 0xffff : right;
    }
    Checksums.put16(packet, at, reader.number("checksum", 0xffff, right));
  }

  /** The options of TCP as they are written, filled up with 'nop'. */
  static byte[] options(PartReader reader) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    for (PacketPart part : reader.parts()) {
      if (part.name().equals("remove")) {
        throw new BadPacketException(part, "'remove' belongs in the block of 'fault change'");
      }
      option(out, reader, part);
    }
    return IpHeaders.padded(out.toByteArray(), reader, reader.has("eol") ? 0 : 1);
  }

  /** One option; nothing for what is a field. */
  static void option(ByteArrayDataOutput out, PartReader reader, PacketPart part) {
    switch (part.name()) {
      case "nop" -> out.writeByte(1);
      case "eol" -> out.writeByte(0);
      case "mss" -> {
        out.writeShort(0x0204);
        out.writeShort((int) reader.number(part, 0, 0xffff));
      }
      case "wscale" -> {
        out.writeShort(0x0303);
        out.writeByte((int) reader.number(part, 0, 255));
      }
      case "sack_ok" -> out.writeShort(0x0402);
      case "sack" -> {
        out.writeByte(5);
        out.writeByte(2 + 8 * part.values().size());
        for (PacketPart.Value value : part.values()) {
          if (!(value instanceof PacketPart.Range range)) {
            throw reader.wrong(part, "blocks such as 1001..2001");
          }
          out.writeInt((int) PacketNumbers.modulo32(reader.evaluate(part, range.from())));
          out.writeInt((int) PacketNumbers.modulo32(reader.evaluate(part, range.to())));
        }
      }
      case "ts" -> {
        out.writeShort(0x080a);
        out.writeInt((int) reader.modulo32(part, 0));
        out.writeInt(part.values().size() < 2 ? 0 : (int) reader.modulo32(part, 1));
      }
      case "md5" -> data(out, 19, reader.bytes(part, 0));
      case "mptcp" -> data(out, 30, reader.bytes(part, 0));
      case "fastopen" -> data(out, 34, reader.bytes(part, 0));
      case "option" -> data(out, (int) reader.number(part, 0, 255), reader.bytes(part, 1));
      default -> { }
    }
  }

  private static void data(ByteArrayDataOutput out, int kind, byte[] data) {
    out.writeByte(kind);
    out.writeByte(2 + data.length);
    out.write(data);
  }

  static byte[] udp(PartReader reader, String next, byte[] inside, Place place) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    out.writeShort((int) reader.number("srcport", 0xffff, SOURCE_PORT));
    boolean vxlan = "vxlan".equals(next) && !reader.has("dstport");
    out.writeShort(vxlan ? PacketView.PORT_VXLAN : port(reader));
    out.writeShort(
        (int) reader.number("len", 0xffff, Math.min(0xffff, 8 + inside.length)));
    out.writeShort(0);
    out.write(inside);
    byte[] packet = out.toByteArray();
    checksum(reader, packet, 6, PacketView.PROTOCOL_UDP, place);
    return packet;
  }

  static byte[] sctp(PartReader reader, byte[] inside) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    out.writeShort((int) reader.number("srcport", 0xffff, SOURCE_PORT));
    out.writeShort(port(reader));
    out.writeInt((int) reader.modulo32("vtag"));
    out.writeInt(0);
    for (PacketPart part : reader.parts()) {
      if (part.name().equals("chunk")) {
        byte[] data = reader.bytes(part, 2);
        out.writeByte((int) reader.number(part, 0, 255));
        out.writeByte(part.values().size() < 2 ? 0 : (int) reader.number(part, 1, 255));
        out.writeShort(4 + data.length);
        out.write(data);
        out.write(new byte[(4 - data.length % 4) % 4]);
      }
    }
    out.write(inside);
    byte[] packet = out.toByteArray();
    long right = Checksums.sctp(packet, 0, packet.length);
    Checksums.put32(packet, 8, reader.number("checksum", 0xffffffffL, right));
    return packet;
  }
}
