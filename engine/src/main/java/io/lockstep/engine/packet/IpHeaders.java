package io.lockstep.engine.packet;

import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.lockstep.engine.model.PacketPart;
import io.lockstep.engine.packet.PacketComposer.Place;

/** Makes headers of IPv4 (RFC 791) and IPv6 (RFC 8200). */
final class IpHeaders {
  private IpHeaders() {}

  static byte[] four(PacketComposer composer, int index, PartReader reader, Place place) {
    byte[] source = reader.address("src", 4);
    byte[] target = reader.address("dst", 4);
    source = source != null ? source : composer.address(!place.quoted(), false, reader);
    target = target != null ? target : composer.address(place.quoted(), false, reader);
    byte[] options = options(reader);
    byte[] last = last(reader, target);
    byte[] inside = composer.build(index + 1, new Place(source, last, false));
    int header = 20 + options.length;
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    long words = reader.number("hdr_len", 60, header) / 4;
    out.writeByte((int) (reader.number("version", 15, 4) << 4 | words));
    out.writeByte((int) trafficClass(reader, "tos"));
    out.writeShort((int) reader.number("len", 0xffff, Math.min(0xffff, header + inside.length)));
    out.writeShort((int) reader.number("id", 0xffff, 0));
    out.writeShort((int) fragment(reader));
    out.writeByte((int) reader.number("ttl", 255, 64));
    out.writeByte(
        (int) reader.number("proto", 255, Layers.protocol(composer.next(index), false)));
    out.writeShort(0);
    out.write(source);
    out.write(target);
    out.write(options);
    out.write(inside);
    byte[] packet = out.toByteArray();
    Checksums.put16(
        packet,
        10,
        reader.number("checksum", 0xffff, Checksums.fold(Checksums.sum(packet, 0, header, 0))));
    return packet;
  }

  /** The target that checksums count: the last one of a source route (RFC 1122, 4.1.3.3). */
  private static byte[] last(PartReader reader, byte[] target) {
    for (PacketPart part : reader.parts()) {
      boolean route = part.name().equals("lsrr") || part.name().equals("ssrr");
      if (route && !part.values().isEmpty()) {
        return reader.address(part, part.values().size() - 1, 4);
      }
    }
    return target;
  }

  private static long trafficClass(PartReader reader, String whole) {
    return reader.number(whole, 255, 0)
        | reader.number("dscp", 63, 0) << 2
        | reader.number("ecn", 3, 0);
  }

  private static long fragment(PartReader reader) {
    return (reader.flag("reserved") ? 0x8000 : 0)
        | (reader.flag("df") ? 0x4000 : 0)
        | (reader.flag("mf") ? 0x2000 : 0)
        | eighths(reader, "frag_offset");
  }

  /** An offset of a fragment. */
  static long eighths(PartReader reader, String name) {
    long offset = reader.number(name, 65_528, 0);
    if (offset % 8 != 0) {
      throw new BadPacketException(
          reader.find(name).orElseThrow(),
          "expected a multiple of 8 behind '" + name + "', found " + offset);
    }
    return offset / 8;
  }

  private static byte[] options(PartReader reader) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    for (PacketPart part : reader.parts()) {
      switch (part.name()) {
        case "router_alert" -> {
          out.writeShort(0x9404);
          out.writeShort(part.values().isEmpty() ? 0 : (int) reader.number(part, 0, 0xffff));
        }
        case "record_route" -> room(out, 7, 4, reader.number(part, 0, 9));
        case "timestamp" -> room(out, 68, 5, reader.number(part, 0, 9));
        case "lsrr" -> route(out, reader, part, 131);
        case "ssrr" -> route(out, reader, part, 137);
        case "nop" -> out.writeByte(1);
        case "eol" -> out.writeByte(0);
        case "option" -> {
          byte[] data = reader.bytes(part, 1);
          out.writeByte((int) reader.number(part, 0, 255));
          out.writeByte(data.length + 2);
          out.write(data);
        }
        default -> { }
      }
    }
    return padded(out.toByteArray(), reader, 0);
  }

  /** Filled up to whole words. */
  static byte[] padded(byte[] options, PartReader reader, int filler) {
    if (options.length > 40) {
      throw new BadPacketException(
          reader.header(),
          "the options have " + options.length + " bytes, expected at most 40");
    }
    byte[] all = java.util.Arrays.copyOf(options, (options.length + 3) / 4 * 4);
    java.util.Arrays.fill(all, options.length, all.length, (byte) filler);
    return all;
  }

  private static void room(ByteArrayDataOutput out, int type, int pointer, long entries) {
    boolean stamps = type == 68;
    out.writeByte(type);
    out.writeByte((int) (entries * 4 + (stamps ? 4 : 3)));
    out.writeByte(pointer);
    if (stamps) {
      out.writeByte(0);
    }
    out.write(new byte[(int) entries * 4]);
  }

  private static void route(
      ByteArrayDataOutput out, PartReader reader, PacketPart part, int type) {
    out.writeByte(type);
    out.writeByte(3 + 4 * part.values().size());
    out.writeByte(4);
    for (int i = 0; i < part.values().size(); i++) {
      out.write(reader.address(part, i, 4));
    }
  }

  static byte[] six(PacketComposer composer, int index, PartReader reader, Place place) {
    byte[] source = reader.address("src", 16);
    byte[] target = reader.address("dst", 16);
    source = source != null ? source : composer.address(!place.quoted(), true, reader);
    target = target != null ? target : composer.address(place.quoted(), true, reader);
    Place around =
        new Place(
            ExtensionHeaders.source(composer, index + 1, source),
            ExtensionHeaders.target(composer, index + 1, target),
            false);
    byte[] inside = composer.build(index + 1, around);
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    long traffic = trafficClass(reader, "tclass");
    long flow = reader.number("flow", 0xfffff, 0);
    out.writeInt((int) (reader.number("version", 15, 6) << 28 | traffic << 20 | flow));
    int length = inside.length > 0xffff ? 0 : inside.length;
    out.writeShort((int) reader.number("plen", 0xffff, length));
    out.writeByte((int) reader.number("nxt", 255, Layers.protocol(composer.next(index), true)));
    out.writeByte((int) reader.number("hlim", 255, hopLimit(composer, index)));
    out.write(source);
    out.write(target);
    out.write(inside);
    return out.toByteArray();
  }

  /** Neighbour discovery demands 255 (RFC 4861), MLD 1 (RFC 3810). */
  private static long hopLimit(PacketComposer composer, int index) {
    for (int i = index + 1; i < composer.count(); i++) {
      PartReader inner = composer.reader(i);
      String name = inner.header().name();
      if (name.equals("icmp6")) {
        long type = IcmpHeaders.type6(inner);
        return type >= 133 && type <= 137 ? 255 : type >= 130 && type <= 132 || type == 143 ? 1 : 64;
      } else if (!name.equals("hopopts") && !name.equals("dstopts") && !name.equals("routing")) {
        break;
      }
    }
    return 64;
  }
}
