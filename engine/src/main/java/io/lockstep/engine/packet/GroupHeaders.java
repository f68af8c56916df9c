package io.lockstep.engine.packet;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.lockstep.engine.model.PacketPart;
import java.util.List;
import java.util.Optional;

/** Makes messages about multicast groups: IGMP (RFC 2236, 3376) and MLD (RFC 2710, 3810). */
final class GroupHeaders {
  static final ImmutableMap<String, Integer> ARP_OPERATIONS =
      ImmutableMap.of("request", 1, "reply", 2);
  private static final ImmutableMap<String, Integer> IGMP_TYPES =
      ImmutableMap.of("query", 0x11, "report", 0x16, "leave", 0x17, "report3", 0x22);
  private static final long TENTH = 100_000_000L;
  private static final long MILLISECOND = 1_000_000L;
  private static final int REPORT3 = 0x22;
  private static final int REPORT6 = 143;

  private GroupHeaders() {}

  /** A message with what stands behind it, such as the rest of a query of IGMPv3. */
  static byte[] igmp(PartReader reader, byte[] behind) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    int type = (int) reader.choice("type", IGMP_TYPES, 255, 0x16);
    out.writeByte(type);
    out.writeByte((int) reader.time("max_response", TENTH, 255, 0));
    out.writeShort(0);
    if (type == REPORT3) {
      records(out, reader, 4);
    } else {
      byte[] group = reader.address("group", 4);
      out.write(group == null ? new byte[4] : group);
    }
    out.write(behind);
    byte[] packet = out.toByteArray();
    int right = Checksums.fold(Checksums.sum(packet, 0, packet.length, 0));
    Checksums.put16(packet, 2, reader.number("checksum", 0xffff, right));
    return packet;
  }

  /** What stands behind the checksum of an MLD message. */
  static void mld(ByteArrayDataOutput out, PartReader reader, int type) {
    if (type == REPORT6) {
      records(out, reader, 16);
      return;
    }
    out.writeShort((int) reader.time("max_response", MILLISECOND, 0xffff, 0));
    out.writeShort(0);
    byte[] group = reader.address("group", 16);
    out.write(group == null ? new byte[16] : group);
    Optional<PacketPart> sources = reader.find("source");
    if (sources.isPresent()) {
      int count = sources.get().values().size();
      out.writeShort(0);
      out.writeShort(count);
      for (int i = 0; i < count; i++) {
        out.write(reader.address(sources.get(), i, 16));
      }
    }
  }

  private static void records(ByteArrayDataOutput out, PartReader reader, int bytes) {
    List<PacketPart> records =
        reader.parts().stream().filter(part -> part.name().equals("record")).toList();
    out.writeShort(0);
    out.writeShort(records.size());
    for (PacketPart record : records) {
      int sources = Math.max(0, record.values().size() - 2);
      out.writeByte((int) reader.number(record, 0, 255));
      out.writeByte(0);
      out.writeShort(sources);
      for (int i = 0; i <= sources; i++) {
        out.write(reader.address(record, i + 1, bytes));
      }
    }
  }
}
