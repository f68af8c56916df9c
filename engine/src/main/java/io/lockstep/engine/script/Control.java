package io.lockstep.engine.script;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ScriptValue;
import io.lockstep.engine.script.SocketAddresses.Place;
import io.lockstep.engine.syscall.OptionType;
import io.lockstep.engine.syscall.SocketOption;
import io.lockstep.engine.syscall.SocketOptions;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Control messages of {@code sendmsg} and {@code recvmsg} (struct cmsghdr). */
final class Control {
  private static final int HEADER = 16;
  private static final int MOST = 64;

  private final Arena arena;
  private final OptionCodec codec;

  Control(Arena arena) {
    this.arena = arena;
    this.codec = new OptionCodec(arena);
  }

  /** Writes a list of {@code cmsg(level, type, value)}. */
  Place write(ScriptValue.Sequence messages) {
    int total = 0;
    ImmutableList.Builder<Place> values = ImmutableList.builder();
    for (ScriptValue item : messages.items()) {
      Place value = value(fields(item));
      values.add(value);
      total += HEADER + aligned(value.length());
    }
    int start = arena.take(total);
    int at = start;
    ByteBuffer memory = arena.buffer();
    for (int i = 0; i < messages.items().size(); i++) {
      Fields fields = fields(messages.items().get(i));
      Place value = values.build().get(i);
      memory.putLong(at, HEADER + value.length());
      memory.putInt(at + 8, (int) fields.number("level", 0));
      memory.putInt(at + 12, (int) fields.number("type", 0));
      memory.put(at + HEADER, arena.bytes(value.at(), value.length()));
      at += HEADER + aligned(value.length());
    }
    return new Place(start, total);
  }

  private static Fields fields(ScriptValue item) {
    if (item instanceof ScriptValue.Struct struct && struct.type().equals("cmsg")) {
      return new Fields(struct);
    }
    throw new ScriptException(
        "expected control messages such as cmsg(SOL_IP, IP_TTL, 3), found " + Shown.found(item));
  }

  private Place value(Fields fields) {
    ScriptValue value = fields.get("value");
    if (value instanceof ScriptValue.Struct struct) {
      return codec.struct(struct);
    }
    Optional<SocketOption> option =
        SocketOptions.find(
            (int) fields.number("level", 0), (int) fields.number("type", 0));
    OptionType type = option.map(SocketOption::type).orElse(OptionType.INT);
    boolean segment = option.isPresent() && option.get().name().equals("UDP_SEGMENT");
    Place written =
        codec.write(type == OptionType.LONG || type.isInt() ? type : OptionType.INT, value);
    return segment ? new Place(written.at(), 2) : written;
  }

  private static int aligned(int length) {
    return length + 7 & -8;
  }

  /** What the kernel has written, by the names of the messages. */
  ImmutableMap<String, ScriptValue> read(int start, long length) {
    Map<String, ScriptValue> found = new LinkedHashMap<>();
    ByteBuffer memory = arena.buffer();
    int at = start;
    for (int i = 0; i < MOST && at + HEADER <= start + length; i++) {
      int size = (int) memory.getLong(at);
      if (size < HEADER || at + size > start + length) {
        break;
      }
      message(memory.getInt(at + 8), memory.getInt(at + 12), at + HEADER, size - HEADER, found);
      at += aligned(size);
    }
    return ImmutableMap.copyOf(found);
  }

  private void message(
      int level, int type, int at, int length, Map<String, ScriptValue> found) {
    Optional<SocketOption> option = SocketOptions.find(level, type);
    String name = option.map(SocketOption::name).orElse("cmsg_" + level + "_" + type);
    ByteBuffer memory = arena.buffer();
    ScriptValue value;
    switch (name) {
      case "IP_PKTINFO" ->
          value =
              struct(
                  "in_pktinfo",
                  "ifindex", new ScriptValue.Number(memory.getInt(at)),
                  "spec_dst", new ScriptValue.Ip(SocketAddresses.address(memory, at + 4, 4)),
                  "addr", new ScriptValue.Ip(SocketAddresses.address(memory, at + 8, 4)));
      case "IPV6_PKTINFO" ->
          value =
              struct(
                  "in6_pktinfo",
                  "addr", new ScriptValue.Ip(SocketAddresses.address(memory, at, 16)),
                  "ifindex", new ScriptValue.Number(memory.getInt(at + 16)));
      case "IP_RECVERR", "IPV6_RECVERR" -> value = error(at, length);
      case "SO_TIMESTAMPNS" -> value = timespec(at);
      case "SO_TIMESTAMP" ->
          value =
              new ScriptValue.Time(
                  memory.getLong(at) * 1_000_000_000L + memory.getLong(at + 8) * 1000);
      case "SO_TIMESTAMPING" ->
          value =
              struct(
                  "scm_timestamping",
                  "software", timespec(at),
                  "hardware", timespec(at + 32));
      default ->
          value =
              length == 1
                  ? new ScriptValue.Number(memory.get(at) & 0xff)
                  : length == 4
                      ? new ScriptValue.Number(memory.getInt(at))
                      : new ScriptValue.Bytes(arena.bytes(at, length));
    }
    found.put(name, value);
  }

  private ScriptValue timespec(int at) {
    ByteBuffer memory = arena.buffer();
    return new ScriptValue.Time(
        memory.getLong(at) * 1_000_000_000L + memory.getLong(at + 8));
  }

  /** {@code struct sock_extended_err} and the address of the offender behind it. */
  private ScriptValue error(int at, int length) {
    ByteBuffer memory = arena.buffer();
    int errno = memory.getInt(at);
    return struct(
        "sock_extended_err",
        "errno", new ScriptValue.Number(errno, errno == 0 ? "" : io.lockstep.libos.Errno.name(errno)),
        "origin", new ScriptValue.Number(memory.get(at + 4) & 0xff),
        "type", new ScriptValue.Number(memory.get(at + 5) & 0xff),
        "code", new ScriptValue.Number(memory.get(at + 6) & 0xff),
        "info", new ScriptValue.Number(memory.getInt(at + 8) & 0xffffffffL),
        "data", new ScriptValue.Number(memory.getInt(at + 12) & 0xffffffffL),
        "offender", SocketAddresses.read(memory, at + 16, length - 16));
  }

  private static ScriptValue struct(String type, Object... fields) {
    ImmutableMap.Builder<String, ScriptValue> all = ImmutableMap.builder();
    for (int i = 0; i < fields.length; i += 2) {
      all.put((String) fields[i], (ScriptValue) fields[i + 1]);
    }
    return new ScriptValue.Struct(type, all.buildOrThrow());
  }

}
