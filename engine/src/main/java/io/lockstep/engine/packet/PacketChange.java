package io.lockstep.engine.packet;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.lockstep.engine.model.PacketPart;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes fields of packets under way. Lengths follow, and checksums of the headers concerned and of
 * what is inside are made anew, unless the change says something else. A header that a packet does
 * not have stays away; only the outermost of several is changed.
 */
public final class PacketChange {
  /** Where a field lies: within its header, in bits from the most significant one on. */
  private record Slot(int byteOffset, int bits, int shift) {
    static Slot bytes(int offset, int count) {
      return new Slot(offset, count * 8, 0);
    }

    /** {@code bits} of the byte, or the 16-bit word, above {@code shift} others. */
    static Slot bits(int offset, int bits, int shift) {
      return new Slot(offset, bits, shift);
    }
  }

  private static final ImmutableMap<String, Slot> SLOTS =
      ImmutableMap.<String, Slot>builder()
          .put("eth.type", Slot.bytes(12, 2))
          .put("vlan.id", Slot.bits(0, 12, 0))
          .put("vlan.priority", Slot.bits(0, 3, 13))
          .put("ip.tos", Slot.bytes(1, 1))
          .put("ip.dscp", Slot.bits(0, 6, 2))
          .put("ip.ecn", Slot.bits(0, 2, 0))
          .put("ip.len", Slot.bytes(2, 2))
          .put("ip.id", Slot.bytes(4, 2))
          .put("ip.df", Slot.bits(6, 1, 14))
          .put("ip.mf", Slot.bits(6, 1, 13))
          .put("ip.ttl", Slot.bytes(8, 1))
          .put("ip.proto", Slot.bytes(9, 1))
          .put("ip.checksum", Slot.bytes(10, 2))
          .put("ip6.tclass", Slot.bits(0, 8, 4))
          .put("ip6.dscp", Slot.bits(0, 6, 6))
          .put("ip6.ecn", Slot.bits(0, 2, 4))
          .put("ip6.plen", Slot.bytes(4, 2))
          .put("ip6.nxt", Slot.bytes(6, 1))
          .put("ip6.hlim", Slot.bytes(7, 1))
          .put("icmp.type", Slot.bytes(0, 1))
          .put("icmp.code", Slot.bytes(1, 1))
          .put("icmp.checksum", Slot.bytes(2, 2))
          .put("icmp.id", Slot.bytes(4, 2))
          .put("icmp.seq", Slot.bytes(6, 2))
          .put("icmp.mtu", Slot.bytes(6, 2))
          .put("icmp6.type", Slot.bytes(0, 1))
          .put("icmp6.code", Slot.bytes(1, 1))
          .put("icmp6.checksum", Slot.bytes(2, 2))
          .put("icmp6.id", Slot.bytes(4, 2))
          .put("icmp6.seq", Slot.bytes(6, 2))
          .put("tcp.srcport", Slot.bytes(0, 2))
          .put("tcp.dstport", Slot.bytes(2, 2))
          .put("tcp.seq", Slot.bytes(4, 4))
          .put("tcp.acknum", Slot.bytes(8, 4))
          .put("tcp.flags", Slot.bits(12, 12, 0))
          .put("tcp.window", Slot.bytes(14, 2))
          .put("tcp.checksum", Slot.bytes(16, 2))
          .put("tcp.urgent", Slot.bytes(18, 2))
          .put("udp.srcport", Slot.bytes(0, 2))
          .put("udp.dstport", Slot.bytes(2, 2))
          .put("udp.len", Slot.bytes(4, 2))
          .put("udp.checksum", Slot.bytes(6, 2))
          .put("sctp.srcport", Slot.bytes(0, 2))
          .put("sctp.dstport", Slot.bytes(2, 2))
          .put("sctp.vtag", Slot.bytes(4, 4))
          .buildOrThrow();

  /** Kinds of options of TCP. */
  private static final ImmutableMap<String, Integer> OPTIONS =
      ImmutableMap.<String, Integer>builder()
          .put("mss", 2)
          .put("wscale", 3)
          .put("sack_ok", 4)
          .put("sack", 5)
          .put("ts", 8)
          .put("md5", 19)
          .put("mptcp", 30)
          .put("fastopen", 34)
          .buildOrThrow();

  private final PacketMemory memory;
  private final PacketView view = new PacketView();
  private byte[] frame;

  private PacketChange(byte[] frame, PacketMemory memory) {
    this.frame = frame;
    this.memory = memory;
  }

  /** The changed frame; the same array if its length stays. */
  public static byte[] apply(List<PacketPart> changes, byte[] frame, PacketMemory memory) {
    PacketChange change = new PacketChange(frame, memory);
    for (PacketPart header : changes) {
      change.header(new PartReader(header, memory));
    }
    change.checksums(changes);
    return change.frame;
  }

  /**
   * Finds mistakes in a change.
   *
   * @throws BadPacketException for a field that cannot be changed
   */
  public static void check(List<PacketPart> changes) {
    for (PacketPart header : changes) {
      PartReader reader = new PartReader(header, null);
      for (PacketPart part : header.parts()) {
        if (!isKnown(header, part)) {
          throw new BadPacketException(
              part,
              "'" + part.name() + "' of '" + header.name() + "' cannot be changed under way");
        }
        reader.find(part.name());
      }
      boolean known =
          header.name().equals("data")
              || SLOTS.keySet().stream().anyMatch(name -> name.startsWith(header.name() + "."));
      if (!known) {
        throw new BadPacketException(
            header, "'" + header.name() + "' cannot be changed under way");
      }
    }
  }

  private static boolean isKnown(PacketPart header, PacketPart part) {
    String name = header.name() + "." + part.name();
    boolean tcp = header.name().equals("tcp");
    return SLOTS.containsKey(name)
        || tcp && (TransportHeaders.flag(part.name()) != 0 || OPTIONS.containsKey(part.name()))
        || tcp && part.name().equals("remove")
        || isAddress(header.name(), part.name());
  }

  private static boolean isAddress(String header, String part) {
    return (part.equals("src") || part.equals("dst"))
        && (header.equals("eth") || header.equals("ip") || header.equals("ip6"));
  }

  private PacketView look() {
    return view.wrap(ByteBuffer.wrap(frame), 0, frame.length);
  }

  private int start(String header) {
    PacketView packet = look();
    return switch (header) {
      case "eth" -> 0;
      case "vlan" -> packet.vlan();
      case "ip" -> packet.ip();
      case "ip6" -> packet.ip6();
      case "icmp" -> packet.icmp();
      case "icmp6" -> packet.icmp6();
      case "tcp" -> packet.tcp();
      case "udp" -> packet.udp();
      case "sctp" -> packet.sctp();
      default -> -1;
    };
  }

  private void header(PartReader reader) {
    String name = reader.header().name();
    if (name.equals("data")) {
      payload(reader.bytes(reader.header(), 0));
      return;
    }
    int start = start(name);
    if (start < 0) {
      return;
    }
    for (PacketPart part : reader.parts()) {
      Slot slot = SLOTS.get(name + "." + part.name());
      if (isAddress(name, part.name())) {
        address(reader, part, start);
      } else if (name.equals("tcp") && TransportHeaders.flag(part.name()) != 0) {
        int bit = TransportHeaders.flag(part.name());
        long flags = ByteBuffer.wrap(frame).getShort(start + 12) & 0xffff;
        boolean set = part.values().isEmpty() || reader.number(part, 0, 1) == 1;
        Checksums.put16(frame, start + 12, set ? flags | bit : flags & ~bit);
      } else if (slot != null && !keeps(part)) {
        put(slot, start, reader, part);
      }
    }
    if (name.equals("tcp")) {
      options(reader, start);
    }
  }

  private static boolean keeps(PacketPart part) {
    return part.values().size() == 1
        && part.values().get(0) instanceof PacketPart.Word word
        && word.word().equals("keep");
  }

  private void put(Slot slot, int start, PartReader reader, PacketPart part) {
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    int at = start + slot.byteOffset;
    if (slot.bits == 32) {
      bytes.putInt(at, (int) reader.modulo32(part, 0));
      return;
    }
    long most = (1L << slot.bits) - 1;
    long value = part.values().isEmpty() ? 1 : reader.number(part, 0, most);
    if (slot.bits == 8 && slot.shift == 0) {
      bytes.put(at, (byte) value);
    } else {
      long old = bytes.getShort(at) & 0xffff;
      bytes.putShort(at, (short) (old & ~(most << slot.shift) | value << slot.shift));
    }
  }

  private void address(PartReader reader, PacketPart part, int start) {
    boolean source = part.name().equals("src");
    switch (reader.header().name()) {
      case "eth" -> {
        ByteArrayDataOutput out = ByteStreams.newDataOutput();
        PacketComposer.mac(out, reader.mac(part, 0));
        System.arraycopy(out.toByteArray(), 0, frame, source ? 6 : 0, 6);
      }
      case "ip" ->
          System.arraycopy(reader.address(part, 0, 4), 0, frame, start + (source ? 12 : 16), 4);
      default ->
          System.arraycopy(reader.address(part, 0, 16), 0, frame, start + (source ? 8 : 24), 16);
    }
  }

  private void payload(byte[] data) {
    PacketView packet = look();
    replace(packet.payload(), packet.end(), data);
  }

  /** Puts other bytes in a place; lengths follow. */
  private void replace(int from, int to, byte[] bytes) {
    int more = bytes.length - (to - from);
    byte[] changed = new byte[frame.length + more];
    System.arraycopy(frame, 0, changed, 0, from);
    System.arraycopy(bytes, 0, changed, from, bytes.length);
    System.arraycopy(frame, to, changed, from + bytes.length, frame.length - to);
    PacketView packet = look();
    int ip = packet.ip();
    int ip6 = packet.ip6();
    int udp = packet.udp();
    frame = changed;
    if (more != 0) {
      if (ip >= 0) {
        grow(ip + 2, more);
      } else if (ip6 >= 0) {
        grow(ip6 + 4, more);
      }
      if (udp >= 0) {
        grow(udp + 4, more);
      }
    }
  }

  private void grow(int at, int more) {
    Checksums.put16(frame, at, (ByteBuffer.wrap(frame).getShort(at) & 0xffff) + more);
  }

  private void options(PartReader reader, int start) {
    Map<Integer, byte[]> options = new LinkedHashMap<>();
    int end = start + (frame[start + 12] >>> 4 & 15) * 4;
    for (int at = start + 20; at < end; ) {
      int kind = frame[at] & 0xff;
      int length = kind <= 1 ? 1 : at + 1 < end ? frame[at + 1] & 0xff : 0;
      if (kind == 0 || length == 0 || at + length > end) {
        break;
      } else if (kind > 1) {
        options.put(kind, Arrays.copyOfRange(frame, at, at + length));
      }
      at += length;
    }
    boolean changed = false;
    for (PacketPart part : reader.parts()) {
      if (OPTIONS.containsKey(part.name())) {
        ByteArrayDataOutput out = ByteStreams.newDataOutput();
        TransportHeaders.option(out, reader, part);
        options.put(OPTIONS.get(part.name()), out.toByteArray());
        changed = true;
      } else if (part.name().equals("remove")) {
        for (PacketPart.Value value : part.values()) {
          Integer kind =
              value instanceof PacketPart.Word word ? OPTIONS.get(word.word()) : null;
          if (kind == null) {
            throw reader.wrong(part, "options such as sack_ok");
          }
          changed |= options.remove(kind) != null;
        }
      }
    }
    if (changed) {
      ByteArrayDataOutput out = ByteStreams.newDataOutput();
      options.values().forEach(out::write);
      byte[] all = IpHeaders.padded(out.toByteArray(), reader, 1);
      replace(start + 20, end, all);
      frame[start + 12] = (byte) ((20 + all.length) / 4 << 4 | frame[start + 12] & 15);
    }
  }

  private void checksums(List<PacketPart> changes) {
    Map<String, PacketPart> given = new LinkedHashMap<>();
    for (PacketPart header : changes) {
      Optional<PacketPart> checksum =
          header.parts().stream().filter(part -> part.name().equals("checksum")).findFirst();
      checksum.ifPresent(part -> given.put(header.name(), part));
    }
    PacketView packet = look();
    int ip = packet.ip();
    boolean fragment = false;
    if (ip >= 0) {
      fragment = (packet.u16(ip + 6) & 0x3fff) != 0;
      if (!given.containsKey("ip")) {
        Checksums.put16(frame, ip + 10, 0);
        int header = ip + (frame[ip] & 15) * 4;
        Checksums.put16(frame, ip + 10, Checksums.fold(Checksums.sum(frame, ip, header, 0)));
      }
    } else if (packet.ip6() >= 0) {
      fragment = packet.fragment() >= 0;
    }
    if (!fragment) {
      inside(packet, given);
    }
  }

  private void inside(PacketView packet, Map<String, PacketPart> given) {
    int end = packet.end();
    if (packet.tcp() >= 0 && !given.containsKey("tcp")) {
      transport(packet, packet.tcp(), end, 16, PacketView.PROTOCOL_TCP);
    } else if (packet.udp() >= 0 && !given.containsKey("udp")
        && packet.u16(packet.udp() + 6) != 0) {
      transport(packet, packet.udp(), end, 6, PacketView.PROTOCOL_UDP);
    } else if (packet.icmp6() >= 0 && !given.containsKey("icmp6")) {
      transport(packet, packet.icmp6(), end, 2, PacketView.PROTOCOL_ICMPV6);
    } else if (packet.icmp() >= 0 && !given.containsKey("icmp")) {
      Checksums.put16(frame, packet.icmp() + 2, 0);
      long sum = Checksums.sum(frame, packet.icmp(), end, 0);
      Checksums.put16(frame, packet.icmp() + 2, Checksums.fold(sum));
    } else if (packet.sctp() >= 0 && !given.containsKey("sctp")) {
      Checksums.put32(frame, packet.sctp() + 8, 0);
      Checksums.put32(frame, packet.sctp() + 8, Checksums.sctp(frame, packet.sctp(), end));
    }
  }

  private void transport(PacketView packet, int start, int end, int at, int protocol) {
    boolean four = packet.ip() >= 0;
    int addresses = four ? packet.ip() + 12 : packet.ip6() + 8;
    int size = four ? 4 : 16;
    byte[] source = Arrays.copyOfRange(frame, addresses, addresses + size);
    byte[] target = Arrays.copyOfRange(frame, addresses + size, addresses + 2 * size);
    Checksums.put16(frame, start + at, 0);
    long pseudo = Checksums.pseudoHeader(source, target, protocol, end - start);
    int right = Checksums.fold(Checksums.sum(frame, start, end, pseudo));
    boolean zero = right == 0 && protocol == PacketView.PROTOCOL_UDP;
    Checksums.put16(frame, start + at, zero ? 0xffff : right);
  }
}
