package io.lockstep.engine.packet;

import com.google.common.io.BaseEncoding;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import io.lockstep.engine.model.PacketPart;
import io.lockstep.engine.model.PacketValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the fields of one header. */
final class PartReader {
  private final PacketPart header;
  private final PacketMemory memory;

  /**
   * @param memory packets seen before; null while a scenario is checked: then there are no values,
   *     and zeros take their place
   */
  PartReader(PacketPart header, PacketMemory memory) {
    this.header = header;
    this.memory = memory;
  }

  PacketPart header() {
    return header;
  }

  PartReader of(PacketPart part) {
    return new PartReader(part, memory);
  }

  List<PacketPart> parts() {
    return header.parts();
  }

  Optional<PacketPart> find(String name) {
    PacketPart found = null;
    for (PacketPart part : header.parts()) {
      if (part.name().equals(name)) {
        if (found != null) {
          throw new BadPacketException(
              part, "'" + name + "' is given twice in one '" + header.name() + "'");
        }
        found = part;
      }
    }
    return Optional.ofNullable(found);
  }

  boolean has(String name) {
    return find(name).isPresent();
  }

  /** A flag: alone, or with 0 or 1. */
  boolean flag(String name) {
    Optional<PacketPart> part = find(name);
    return part.isPresent()
        && (part.get().values().isEmpty() || number(part.get(), 0, 1) == 1);
  }

  /** A number that may be left out. */
  long number(String name, long most, long otherwise) {
    return find(name).map(part -> number(part, 0, most)).orElse(otherwise);
  }

  /** The first value of a part as a number from 0. */
  long number(PacketPart part, int index, long most) {
    PacketPart.Value value = value(part, index);
    long number;
    if (value instanceof PacketPart.Number given) {
      number = evaluate(part, given.value());
    } else if (value instanceof PacketPart.Size size) {
      number = size.bytes();
    } else {
      throw wrong(part, "a number");
    }
    return checked(part, number, most);
  }

  private static long checked(PacketPart part, long number, long most) {
    if (number < 0 || number > most) {
      throw new BadPacketException(
          part,
          "expected '" + part.name() + "' within 0.." + most + ", found " + number);
    }
    return number;
  }

  /** Likewise, taken modulo 2^32. */
  long modulo32(PacketPart part, int index) {
    PacketPart.Value value = value(part, index);
    if (!(value instanceof PacketPart.Number given)) {
      throw wrong(part, "a number");
    }
    return PacketNumbers.modulo32(evaluate(part, given.value()));
  }

  long modulo32(String name) {
    return find(name).map(part -> modulo32(part, 0)).orElse(0L);
  }

  long evaluate(PacketPart part, PacketValue value) {
    if (memory == null) {
      return isConstant(value) ? PacketNumbers.compile(value, new PacketMemory()).of(null) : 0;
    }
    long number = PacketNumbers.compile(value, memory).of(null);
    if (number == PacketNumbers.ABSENT) {
      throw new BadPacketException(
          part, "'" + value.words() + "' has no value: that packet lacks a field, or has not come");
    }
    return number;
  }

  private static boolean isConstant(PacketValue value) {
    return value instanceof PacketValue.Constant
        || value instanceof PacketValue.Arithmetic sum
            && isConstant(sum.left())
            && isConstant(sum.right());
  }

  /** A time, in units of some nanoseconds; a plain number counts these units. */
  long time(PacketPart part, long unitNs, long most) {
    PacketPart.Value value = value(part, 0);
    return value instanceof PacketPart.Time time
        ? checked(part, time.ns() / unitNs, most)
        : number(part, 0, most);
  }

  long time(String name, long unitNs, long most, long otherwise) {
    return find(name).map(part -> time(part, unitNs, most)).orElse(otherwise);
  }

  /** A number, or a word that stands for one. */
  long choice(String name, Map<String, Integer> words, long most, long otherwise) {
    Optional<PacketPart> part = find(name);
    if (part.isEmpty()) {
      return otherwise;
    }
    if (part.get().values().size() == 1
        && part.get().values().get(0) instanceof PacketPart.Word word) {
      Integer number = words.get(word.word());
      if (number == null) {
        throw new BadPacketException(
            part.get(),
            "unknown " + name + " '" + word.word() + "', expected a number or one of "
                + String.join(", ", words.keySet()));
      }
      return number;
    }
    return number(part.get(), 0, most);
  }

  /** An IP address of 4 or 16 bytes, or null if it is left out. */
  byte[] address(String name, int bytes) {
    Optional<PacketPart> part = find(name);
    return part.isEmpty() ? null : address(part.get(), 0, bytes);
  }

  byte[] address(PacketPart part, int index, int bytes) {
    PacketPart.Value value = value(part, index);
    byte[] found = null;
    if (value instanceof PacketPart.Address address) {
      found = address.address().getAddress();
    } else if (value instanceof PacketPart.Number given) {
      found = field(part, given, bytes);
    }
    if (found == null || found.length != bytes) {
      throw wrong(part, bytes == 4 ? "an IPv4 address" : "an IPv6 address");
    }
    return found;
  }

  /** The address in a packet seen before. */
  private byte[] field(PacketPart part, PacketPart.Number given, int bytes) {
    if (!(given.value() instanceof PacketValue.Field read)) {
      return null;
    }
    Field field = Fields.find(read.field());
    Field.Kind wanted = bytes == 4 ? Field.Kind.IPV4 : Field.Kind.IPV6;
    if (field.kind() != wanted) {
      return null;
    } else if (memory == null) {
      return new byte[bytes];
    }
    PacketView view = memory.view(read.packet());
    if (view == null || !field.present(view)) {
      throw new BadPacketException(
          part, "'" + read.words() + "' has no value: that packet lacks it, or has not come");
    }
    byte[] address = new byte[bytes];
    if (bytes == 4) {
      Checksums.put32(address, 0, field.reader().read(view));
    } else {
      int at = field.address().find(view);
      for (int i = 0; i < bytes; i++) {
        address[i] = (byte) view.u8(at + i);
      }
    }
    return address;
  }

  /** An Ethernet address, or -1 if it is left out. */
  long mac(String name) {
    return find(name).map(part -> mac(part, 0)).orElse(-1L);
  }

  long mac(PacketPart part, int index) {
    PacketPart.Value value = value(part, index);
    if (value instanceof PacketPart.Mac mac) {
      return mac.bits();
    } else if (value instanceof PacketPart.Number given
        && given.value() instanceof PacketValue.Field) {
      return number(part, index, 0xffffffffffffL);
    }
    throw wrong(part, "a MAC address");
  }

  /** All values of a part as bytes, one behind the other. */
  byte[] bytes(PacketPart part, int from) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    for (int i = from; i < part.values().size(); i++) {
      out.write(bytesOf(part, part.values().get(i)));
    }
    return out.toByteArray();
  }

  byte[] bytesOf(PacketPart part, PacketPart.Value value) {
    if (value instanceof PacketPart.Bytes bytes) {
      return BaseEncoding.base16().lowerCase().decode(bytes.hex());
    } else if (value instanceof PacketPart.Text text) {
      return text.text().getBytes(StandardCharsets.UTF_8);
    } else if (value instanceof PacketPart.Number number
        && number.value() instanceof PacketValue.Field read
        && Fields.isBytes(read.field())) {
      return run(part, read);
    }
    throw wrong(part, "bytes such as bytes(\"de ad\") or a text");
  }

  private byte[] run(PacketPart part, PacketValue.Field read) {
    if (memory == null) {
      return new byte[0];
    }
    PacketView view = memory.view(read.packet());
    long place = view == null ? Field.ABSENT : Fields.find(read.field()).reader().read(view);
    if (place == Field.ABSENT) {
      throw new BadPacketException(
          part, "'" + read.words() + "' has no value: that packet lacks it, or has not come");
    }
    byte[] bytes = new byte[(int) place];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) view.u8((int) (place >> 32) + i);
    }
    return bytes;
  }

  /** A packet that was seen before, from its IP header on. */
  byte[] packet(PacketPart part) {
    PacketPart.Value value = value(part, 0);
    if (!(value instanceof PacketPart.Packet packet)) {
      throw wrong(part, "the name of a packet seen before");
    } else if (memory == null) {
      return new byte[28];
    }
    PacketView view = memory.view(packet.number());
    int at = view == null ? -1 : Math.max(view.ip(), view.ip6());
    if (at < 0) {
      throw new BadPacketException(
          part, "there is no IP packet called '" + packet.shown() + "' yet");
    }
    byte[] bytes = new byte[view.end() - at];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) view.u8(at + i);
    }
    return bytes;
  }

  PacketPart.Value value(PacketPart part, int index) {
    if (index >= part.values().size()) {
      throw new BadPacketException(
          part, "expected a value behind '" + part.name() + "'");
    }
    return part.values().get(index);
  }

  BadPacketException wrong(PacketPart part, String expected) {
    return new BadPacketException(
        part, "expected " + expected + " behind '" + part.name() + "'");
  }

  BadPacketException missing(String name) {
    return new BadPacketException(
        header, "'" + header.name() + "' needs '" + name + "', which cannot be guessed here");
  }
}
