package io.lockstep.engine.packet;

import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.lockstep.engine.model.PacketPart;
import io.lockstep.engine.packet.PacketComposer.Place;
import java.util.Optional;

/** Makes extension headers of IPv6 (RFC 8200, 4; RFC 6275; RFC 8754). */
final class ExtensionHeaders {
  private ExtensionHeaders() {}

  static byte[] build(PacketComposer composer, int index, PartReader reader, Place place) {
    int next =
        (int) reader.number("nxt", 255, Layers.protocol(composer.next(index), true));
    byte[] header =
        switch (reader.header().name()) {
          case "routing" -> routing(reader, next);
          case "fraghdr" -> fragment(reader, next);
          default -> options(reader, next);
        };
    return PacketComposer.join(header, composer.build(index + 1, place));
  }

  private static byte[] fragment(PartReader reader, int next) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    out.writeByte(next);
    out.writeByte(0);
    out.writeShort(
        (int) (IpHeaders.eighths(reader, "offset") << 3) | (reader.flag("mf") ? 1 : 0));
    out.writeInt((int) reader.number("id", 0xffffffffL, 0));
    return out.toByteArray();
  }

  private static byte[] routing(PartReader reader, int next) {
    int type = (int) reader.number("type", 255, 4);
    Optional<PacketPart> addresses = reader.find("address");
    int count = addresses.map(part -> part.values().size()).orElse(0);
    int left = type == 4 ? Math.max(0, count - 1) : count;
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    out.writeByte(next);
    out.writeByte(count * 2);
    out.writeByte(type);
    out.writeByte((int) reader.number("segleft", 255, left));
    if (type == 4) {
      out.writeByte(Math.max(0, count - 1));
      out.writeByte((int) reader.number("flags", 255, 0));
      out.writeShort((int) reader.number("tag", 0xffff, 0));
    } else {
      out.writeInt(0);
    }
    for (int i = 0; i < count; i++) {
      out.write(reader.address(addresses.get(), i, 16));
    }
    return out.toByteArray();
  }

  private static byte[] options(PartReader reader, int next) {
    Padded out = new Padded();
    out.bytes.writeShort(0);
    for (PacketPart part : reader.parts()) {
      switch (part.name()) {
        case "router_alert" -> {
          out.align(2, 0);
          out.bytes.writeShort(0x0502);
          out.bytes.writeShort(
              part.values().isEmpty() ? 0 : (int) reader.number(part, 0, 0xffff));
        }
        case "jumbo" -> {
          out.align(4, 2);
          out.bytes.writeShort(0xc204);
          out.bytes.writeInt((int) reader.number(part, 0, 0xffffffffL));
        }
        case "home_address" -> {
          out.align(8, 6);
          out.bytes.writeShort(0xc910);
          out.bytes.write(reader.address(part, 0, 16));
        }
        case "tunnel_limit" -> {
          out.bytes.writeShort(0x0401);
          out.bytes.writeByte((int) reader.number(part, 0, 255));
        }
        case "pad" -> out.pad((int) reader.number(part, 0, 257));
        case "option" -> {
          byte[] data = reader.bytes(part, 1);
          out.bytes.writeByte((int) reader.number(part, 0, 255));
          out.bytes.writeByte(data.length);
          out.bytes.write(data);
        }
        default -> { }
      }
    }
    out.align(8, 0);
    byte[] header = out.bytes.toByteArray();
    header[0] = (byte) next;
    header[1] = (byte) (header.length / 8 - 1);
    return header;
  }

  /** Bytes with the padding options of RFC 8200, 4.2. */
  private static final class Padded {
    final ByteArrayDataOutput bytes = ByteStreams.newDataOutput();

    void pad(int count) {
      if (count == 1) {
        bytes.writeByte(0);
      } else if (count > 1) {
        bytes.writeByte(1);
        bytes.writeByte(count - 2);
        bytes.write(new byte[count - 2]);
      }
    }

    /** Goes on to the next place that is {@code rest} behind a multiple. */
    void align(int multiple, int rest) {
      int at = bytes.toByteArray().length;
      pad(Math.floorMod(rest - at, multiple));
    }
  }

  /** The source that checksums count: that of the home address option (RFC 6275, 11.3.1). */
  static byte[] source(PacketComposer composer, int from, byte[] source) {
    for (int i = from; i < composer.count() && isExtension(composer.reader(i)); i++) {
      PartReader reader = composer.reader(i);
      if (reader.header().name().equals("dstopts") && reader.has("home_address")) {
        return reader.address("home_address", 16);
      }
    }
    return source;
  }

  /** The target that checksums count: the last one of the route (RFC 8200, 8.1). */
  static byte[] target(PacketComposer composer, int from, byte[] target) {
    for (int i = from; i < composer.count() && isExtension(composer.reader(i)); i++) {
      PartReader reader = composer.reader(i);
      Optional<PacketPart> addresses =
          reader.header().name().equals("routing") ? reader.find("address") : Optional.empty();
      if (addresses.isPresent()) {
        int count = addresses.get().values().size();
        boolean segments = reader.number("type", 255, 4) == 4;
        long left = reader.number("segleft", 255, segments ? count - 1 : count);
        return left == 0 ? target : reader.address(addresses.get(), segments ? 0 : count - 1, 16);
      }
    }
    return target;
  }

  private static boolean isExtension(PartReader reader) {
    return switch (reader.header().name()) {
      case "hopopts", "dstopts", "routing", "fraghdr" -> true;
      default -> false;
    };
  }
}
