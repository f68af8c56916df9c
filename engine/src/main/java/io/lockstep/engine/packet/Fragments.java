package io.lockstep.engine.packet;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.PacketPart;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a packet into fragments (RFC 791, 3.2; RFC 8200, 4.5). */
final class Fragments {
  private Fragments() {}

  /**
   * All fragments, or those that the scenario names, in its order.
   *
   * @param wanted {@code fragments SIZE, NUMBER, …}
   */
  static ImmutableList<byte[]> of(byte[] frame, PartReader reader, PacketPart wanted) {
    int size = (int) reader.number(wanted, 0, 65_528);
    if (size < 8 || size % 8 != 0) {
      throw new BadPacketException(
          wanted, "expected a multiple of 8 behind 'fragments', found " + size);
    }
    PacketView view = new PacketView().wrap(ByteBuffer.wrap(frame), 0, frame.length);
    List<byte[]> all =
        view.ip() >= 0 ? four(frame, view.ip(), size) : six(frame, view, size, reader);
    if (wanted.values().size() == 1) {
      return ImmutableList.copyOf(all);
    }
    ImmutableList.Builder<byte[]> some = ImmutableList.builder();
    for (int i = 1; i < wanted.values().size(); i++) {
      int number = (int) reader.number(wanted, i, 10_000);
      if (number < 1 || number > all.size()) {
        throw new BadPacketException(
            wanted, "there are " + all.size() + " fragments, found number " + number);
      }
      some.add(all.get(number - 1));
    }
    return some.build();
  }

  private static List<byte[]> four(byte[] frame, int ip, int size) {
    int header = ip + (frame[ip] & 15) * 4;
    List<byte[]> all = new ArrayList<>();
    for (int at = header; at < frame.length; at += size) {
      int end = Math.min(frame.length, at + size);
      byte[] one = PacketComposer.join(
          Arrays.copyOf(frame, header), Arrays.copyOfRange(frame, at, end));
      int flags = (frame[ip + 6] & 0xe0) << 8 | (end < frame.length ? 0x2000 : 0);
      Checksums.put16(one, ip + 2, one.length - ip);
      Checksums.put16(one, ip + 6, flags | (at - header) / 8);
      Checksums.put16(one, ip + 10, 0);
      Checksums.put16(one, ip + 10, Checksums.fold(Checksums.sum(one, ip, header, 0)));
      all.add(one);
    }
    return all;
  }

  private static List<byte[]> six(byte[] frame, PacketView view, int size, PartReader reader) {
    int ip = view.ip6();
    int header = ip + 40;
    int field = ip + 6;
    if (view.hopByHop() >= 0) {
      field = header;
      header += (frame[header + 1] + 1) * 8;
    }
    int next = frame[field] & 0xff;
    List<byte[]> all = new ArrayList<>();
    for (int at = header; at < frame.length; at += size) {
      int end = Math.min(frame.length, at + size);
      byte[] extension = new byte[8];
      extension[0] = (byte) next;
      Checksums.put16(extension, 2, at - header | (end < frame.length ? 1 : 0));
      Checksums.put32(extension, 4, reader.number("id", 0xffffffffL, 1));
      byte[] one =
          PacketComposer.join(
              PacketComposer.join(Arrays.copyOf(frame, header), extension),
              Arrays.copyOfRange(frame, at, end));
      one[field] = (byte) PacketView.PROTOCOL_FRAGMENT;
      Checksums.put16(one, ip + 4, one.length - ip - 40);
      all.add(one);
    }
    return all;
  }
}
