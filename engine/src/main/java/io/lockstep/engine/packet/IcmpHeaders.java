package io.lockstep.engine.packet;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.lockstep.engine.model.PacketPart;
import io.lockstep.engine.packet.PacketComposer.Place;

/** Makes messages of ICMP (RFC 792) and ICMPv6 (RFC 4443). */
final class IcmpHeaders {
  private static final ImmutableMap<String, Integer> TYPES =
      ImmutableMap.<String, Integer>builder()
          .put("echo_reply", 0)
          .put("unreachable", 3)
          .put("source_quench", 4)
          .put("redirect", 5)
          .put("echo", 8)
          .put("time_exceeded", 11)
          .put("parameter_problem", 12)
          .put("timestamp", 13)
          .put("timestamp_reply", 14)
          .buildOrThrow();
  private static final ImmutableMap<String, Integer> TYPES6 =
      ImmutableMap.<String, Integer>builder()
          .put("unreachable", 1)
          .put("too_big", 2)
          .put("time_exceeded", 3)
          .put("parameter_problem", 4)
          .put("echo", 128)
          .put("echo_reply", 129)
          .put("mld_query", 130)
          .put("mld_report", 131)
          .put("mld_done", 132)
          .put("rs", 133)
          .put("ra", 134)
          .put("ns", 135)
          .put("na", 136)
          .put("redirect", 137)
          .put("mld2_report", 143)
          .buildOrThrow();

  private IcmpHeaders() {}

  static byte[] four(PacketComposer composer, int index, PartReader reader, Place place) {
    int type = (int) reader.choice("type", TYPES, 255, 8);
    boolean error = type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    out.writeByte(type);
    out.writeByte((int) reader.number("code", 255, 0));
    out.writeShort(0);
    if (reader.has("rest")) {
      out.writeInt((int) reader.number("rest", 0xffffffffL, 0));
    } else if (reader.has("gateway")) {
      out.write(reader.address("gateway", 4));
    } else if (type == 12) {
      out.writeInt((int) reader.number("pointer", 255, 0) << 24);
    } else if (error) {
      out.writeInt((int) reader.number("mtu", 0xffff, 0));
    } else {
      out.writeShort((int) reader.number("id", 0xffff, 0));
      out.writeShort((int) reader.number("seq", 0xffff, 0));
    }
    out.write(composer.build(index + 1, new Place(null, null, error)));
    byte[] packet = out.toByteArray();
    int right = Checksums.fold(Checksums.sum(packet, 0, packet.length, 0));
    Checksums.put16(packet, 2, reader.number("checksum", 0xffff, right));
    return packet;
  }

  /** The type of a message of ICMPv6. */
  static long type6(PartReader reader) {
    return reader.choice("type", TYPES6, 255, 128);
  }

  static byte[] six(PacketComposer composer, int index, PartReader reader, Place place) {
    int type = (int) type6(reader);
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    out.writeByte(type);
    out.writeByte((int) reader.number("code", 255, 0));
    out.writeShort(0);
    if (type >= 133 && type <= 137) {
      DiscoveryHeaders.write(out, reader, type);
    } else if (type >= 130 && type <= 132 || type == 143) {
      GroupHeaders.mld(out, reader, type);
    } else if (type == 128 || type == 129) {
      out.writeShort((int) reader.number("id", 0xffff, 0));
      out.writeShort((int) reader.number("seq", 0xffff, 0));
    } else if (type == 2) {
      out.writeInt((int) reader.number("mtu", 0xffffffffL, 1280));
    } else if (type == 4) {
      out.writeInt((int) reader.number("pointer", 0xffffffffL, 0));
    } else {
      out.writeInt((int) reader.number("rest", 0xffffffffL, 0));
    }
    out.write(composer.build(index + 1, new Place(null, null, type >= 1 && type <= 4)));
    byte[] packet = out.toByteArray();
    int right = 0;
    if (place.source() != null && place.source().length == 16) {
      long start =
          Checksums.pseudoHeader(
              place.source(), place.target(), PacketView.PROTOCOL_ICMPV6, packet.length);
      right = Checksums.fold(Checksums.sum(packet, 0, packet.length, start));
    }
    Checksums.put16(packet, 2, reader.number("checksum", 0xffff, right));
    return packet;
  }
}
