package io.lockstep.engine.script;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ScriptValue;
import io.lockstep.engine.script.SocketAddresses.Place;
import io.lockstep.engine.syscall.OptionType;
import io.lockstep.libos.Errno;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Values of socket options in user memory, by their types. */
final class OptionCodec {
  private static final long SECOND_NS = 1_000_000_000L;

  private final Arena arena;

  OptionCodec(Arena arena) {
    this.arena = arena;
  }

  /** Writes a value. */
  Place write(OptionType type, ScriptValue value) {
    if (value instanceof ScriptValue.Bytes bytes) {
      return put(bytes.bytes());
    }
    if (type.isInt()) {
      return number(type, value, 4);
    }
    return switch (type) {
      case TIMEVAL -> timeval(value);
      case LONG -> number(type, value, 8);
      case STRING -> throw expected("a text such as \"cubic\"", value);
      default ->
          value instanceof ScriptValue.Struct struct
              ? struct(struct)
              : value instanceof ScriptValue.Number || value instanceof ScriptValue.Truth
                  ? number(OptionType.INT, value, 4)
                  : throwing(type, value);
    };
  }

  private static Place throwing(OptionType type, ScriptValue value) {
    throw expected(
        type == OptionType.LINGER
            ? "a structure such as linger(1, 5)"
            : "a structure or bytes(\"…\")",
        value);
  }

  private static ScriptException expected(String what, ScriptValue value) {
    return new ScriptException(
        "expected " + what + " for the option, found " + Shown.found(value));
  }

  private Place put(byte[] bytes) {
    return new Place(arena.put(bytes), bytes.length);
  }

  private Place number(OptionType type, ScriptValue value, int length) {
    long number;
    if (value instanceof ScriptValue.Time time) {
      if (type.unitNs() == 0) {
        throw expected("a number", value);
      } else if (time.ns() % type.unitNs() != 0) {
        throw expected("whole " + type.name().toLowerCase(java.util.Locale.ROOT), value);
      }
      number = time.ns() / type.unitNs();
    } else {
      number = Evaluation.number(value, "the option");
    }
    int at = arena.take(8);
    arena.buffer().putLong(at, type == OptionType.BE_INT ? Integer.reverseBytes((int) number) : number);
    return new Place(at, length);
  }

  private Place timeval(ScriptValue value) {
    if (!(value instanceof ScriptValue.Time time)) {
      if (value instanceof ScriptValue.Number number && number.value() == 0) {
        return new Place(arena.take(16), 16);
      }
      throw expected("a time such as 5s", value);
    }
    int at = arena.take(16);
    arena.buffer().putLong(at, time.ns() / SECOND_NS);
    arena.buffer().putLong(at + 8, time.ns() % SECOND_NS / 1000);
    return new Place(at, 16);
  }

  /** A structure, whatever the option. */
  Place struct(ScriptValue.Struct struct) {
    Fields fields = new Fields(struct);
    ByteBuffer memory = arena.buffer();
    int at = arena.take(512);
    switch (struct.type()) {
      case "linger" -> {
        memory.putInt(at, (int) fields.number("onoff", 0));
        if (fields.has("linger") && fields.get("linger") instanceof ScriptValue.Time time) {
          memory.putInt(at + 4, (int) (time.ns() / SECOND_NS));
        } else {
          memory.putInt(at + 4, (int) fields.number("linger", 0));
        }
        return new Place(at, 8);
      }
      case "ip_mreqn" -> {
        if (fields.has("multiaddr")) {
          memory.put(at, ipv4(fields, "multiaddr"));
        }
        if (fields.has("address")) {
          memory.put(at + 4, ipv4(fields, "address"));
        }
        memory.putInt(at + 8, (int) fields.number("ifindex", 0));
        return new Place(at, 12);
      }
      case "ip_mreq_source" -> {
        memory.put(at, ipv4(fields, "multiaddr"));
        memory.put(at + 4, ipv4(fields, "interface"));
        memory.put(at + 8, ipv4(fields, "source"));
        return new Place(at, 12);
      }
      case "ipv6_mreq" -> {
        memory.put(at, fields.address("multiaddr").getAddress());
        memory.putInt(at + 16, (int) fields.number("ifindex", 0));
        return new Place(at, 20);
      }
      case "group_req", "group_source_req" -> {
        memory.putInt(at, (int) fields.number("interface", 0));
        copy(SocketAddresses.write(arena, fields.address("group")), at + 8);
        if (struct.type().equals("group_req")) {
          return new Place(at, 136);
        }
        copy(SocketAddresses.write(arena, fields.address("source")), at + 136);
        return new Place(at, 264);
      }
      case "packet_mreq" -> {
        memory.putInt(at, (int) fields.number("ifindex", 0));
        memory.putShort(at + 4, (short) fields.number("type", 0));
        if (fields.has("address")) {
          memory.putShort(at + 6, (short) 6);
          memory.put(at + 8, fields.mac("address"));
        }
        return new Place(at, 16);
      }
      case "in_pktinfo" -> {
        memory.putInt(at, (int) fields.number("ifindex", 0));
        if (fields.has("spec_dst")) {
          memory.put(at + 4, ipv4(fields, "spec_dst"));
        }
        return new Place(at, 12);
      }
      case "in6_pktinfo" -> {
        if (fields.has("addr")) {
          memory.put(at, fields.address("addr").getAddress());
        }
        memory.putInt(at + 16, (int) fields.number("ifindex", 0));
        return new Place(at, 20);
      }
      case "tcp_md5sig" -> {
        byte[] key = fields.has("key") ? fields.bytes("key") : new byte[0];
        if (key.length > 80) {
          throw new ScriptException("a key for TCP MD5 has at most 80 bytes");
        }
        copy(SocketAddresses.write(arena, fields.address("addr")), at);
        if (fields.has("prefixlen")) {
          memory.put(at + 128, (byte) 1);
          memory.put(at + 129, (byte) fields.number("prefixlen", 0));
        }
        memory.putShort(at + 130, (short) key.length);
        memory.putInt(at + 132, (int) fields.number("ifindex", 0));
        memory.put(at + 136, key);
        return new Place(at, 216);
      }
      default ->
          throw new ScriptException(
              "a struct " + struct.type() + " is no value of a socket option");
    }
  }

  private void copy(Place from, int to) {
    arena.buffer().put(to, arena.bytes(from.at(), from.length()));
  }

  private static byte[] ipv4(Fields fields, String name) {
    InetAddress address = fields.address(name);
    if (address.getAddress().length != 4) {
      throw new ScriptException("expected an IPv4 address for '" + name + "'");
    }
    return address.getAddress();
  }

  /** Room for a value of a type. */
  static int room(OptionType type) {
    return switch (type) {
      case TCP_INFO -> TcpInfo.ROOM;
      case STRING, BYTES, INTS -> 4096;
      case TIMEVAL, LONG -> type == OptionType.LONG ? 8 : 16;
      case LINGER -> 8;
      case UCRED, MREQN -> 12;
      default -> type.isInt() ? 4 : 256;
    };
  }

  /** What the kernel has written. */
  ScriptValue read(OptionType type, int at, int length) {
    ByteBuffer memory = arena.buffer();
    return switch (type) {
      case TCP_INFO -> TcpInfo.read(memory, at, length);
      case STRING -> new ScriptValue.Bytes(text(arena.bytes(at, length)));
      case TIMEVAL ->
          new ScriptValue.Time(
              memory.getLong(at) * SECOND_NS + memory.getLong(at + 8) * 1000);
      case LONG -> new ScriptValue.Number(memory.getLong(at));
      case LINGER ->
          new ScriptValue.Struct(
              "linger",
              ImmutableMap.of(
                  "onoff", new ScriptValue.Number(memory.getInt(at)),
                  "linger", new ScriptValue.Number(memory.getInt(at + 4))));
      case UCRED ->
          new ScriptValue.Struct(
              "ucred",
              ImmutableMap.of(
                  "pid", new ScriptValue.Number(memory.getInt(at)),
                  "uid", new ScriptValue.Number(memory.getInt(at + 4)),
                  "gid", new ScriptValue.Number(memory.getInt(at + 8))));
      case MREQN ->
          length == 4
              ? new ScriptValue.Ip(SocketAddresses.address(memory, at, 4))
              : new ScriptValue.Bytes(arena.bytes(at, length));
      case INTS -> {
        ImmutableList.Builder<ScriptValue> items = ImmutableList.builder();
        for (int i = 0; i + 4 <= length; i += 4) {
          items.add(new ScriptValue.Number(memory.getInt(at + i) & 0xffffffffL));
        }
        yield new ScriptValue.Sequence(items.build());
      }
      default ->
          type.isInt() && length <= 4
              ? number(type, memory, at, length)
              : new ScriptValue.Bytes(arena.bytes(at, length));
    };
  }

  private static ScriptValue number(OptionType type, ByteBuffer memory, int at, int length) {
    long value = length == 1 ? memory.get(at) & 0xff : memory.getInt(at);
    if (type == OptionType.BE_INT) {
      value = Integer.reverseBytes((int) value) & 0xffffffffL;
    } else if (type == OptionType.ERRNO) {
      return new ScriptValue.Number(value, value == 0 ? "" : Errno.name(value));
    }
    return type.unitNs() > 0
        ? new ScriptValue.Time(value * type.unitNs(), type.unitNs())
        : new ScriptValue.Number(value);
  }

  private static byte[] text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return java.util.Arrays.copyOf(bytes, end);
  }

}
