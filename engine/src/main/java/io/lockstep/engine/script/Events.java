package io.lockstep.engine.script;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ScriptValue;
import io.lockstep.engine.syscall.Constants;
import io.lockstep.libos.Syscall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prepares {@code poll}, {@code epoll} and {@code ioctl}. */
final class Events {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int EVENT = 12;
  private static final int IFREQ = 40;

  private final Arena arena;
  private final SystemCall calls;

  Events(Arena arena, SystemCall calls) {
    this.arena = arena;
    this.calls = calls;
  }

  Prepared prepare(String name, Arguments arguments, String shown) {
    return switch (name) {
      case "poll" -> poll(arguments);
      case "epoll_ctl" -> control(arguments);
      case "epoll_wait" -> epoll(arguments);
      case "ioctl" -> ioctl(arguments);
      default -> throw new ScriptException("'" + name + "' is no system call");
    };
  }

  /** {@code struct timespec}; 0, which waits for ever, for a negative number. */
  static long timespec(Arena arena, ScriptValue value) {
    long ns;
    if (value instanceof ScriptValue.Time time) {
      ns = time.ns();
    } else {
      long number = Evaluation.number(value, "a timeout");
      if (number < 0) {
        return 0;
      }
      // As poll(2) takes it.
      ns = number * 1_000_000;
    }
    int at = arena.take(16);
    arena.buffer().putLong(at, ns / SECOND_NS).putLong(at + 8, ns % SECOND_NS);
    return arena.address(at);
  }

  private Prepared poll(Arguments arguments) {
    if (arguments.get("fd") instanceof ScriptValue.Sequence list) {
      return pollAll(arguments, list.items());
    }
    int at = arena.take(8);
    ByteBuffer memory = arena.buffer();
    memory.putInt(at, (int) arguments.number("fd"));
    memory.putShort(at + 4, (short) arguments.number("events"));
    long timeout =
        arguments.has("timeout") ? timespec(arena, arguments.get("timeout")) : 0;
    return calls.call(
        SystemCall.Numbers.PPOLL,
        result -> new ScriptValue.Number(result == 0 ? 0 : memory.getShort(at + 6) & 0xffff),
        arena.address(at), 1, timeout, 0, 8);
  }

  private Prepared pollAll(Arguments arguments, List<ScriptValue> items) {
    int at = arena.take(8L * items.size());
    ByteBuffer memory = arena.buffer();
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof ScriptValue.Struct struct)
          || !struct.type().equals("pollfd")) {
        throw new ScriptException(
            "expected pollfd(fd, events), found " + Shown.found(items.get(i)));
      }
      Fields fields = new Fields(struct);
      memory.putInt(at + 8 * i, (int) fields.number("fd", -1));
      memory.putShort(at + 8 * i + 4, (short) fields.number("events", 0));
    }
    long timeout = arguments.has("events") ? timespec(arena, arguments.get("events")) : 0;
    return calls.call(
        SystemCall.Numbers.PPOLL,
        result -> {
          ImmutableList.Builder<ScriptValue> all = ImmutableList.builder();
          for (int i = 0; i < items.size(); i++) {
            all.add(new ScriptValue.Number(memory.getShort(at + 8 * i + 6) & 0xffff));
          }
          return new ScriptValue.Sequence(all.build());
        },
        arena.address(at), items.size(), timeout, 0, 8);
  }

  private Prepared control(Arguments arguments) {
    int at = arena.take(EVENT);
    arena.buffer().putInt(at, (int) arguments.number("events", 0));
    arena.buffer().putLong(at + 4, arguments.number("data", arguments.number("fd")));
    return calls.plain(
        Syscall.EPOLL_CTL,
        arguments.number("epfd"), arguments.number("operation"), arguments.number("fd"),
        arena.address(at));
  }

  private Prepared epoll(Arguments arguments) {
    int events = arguments.count("events", 1);
    int at = arena.take((long) EVENT * events);
    ByteBuffer memory = arena.buffer();
    long timeout =
        arguments.has("timeout") ? timespec(arena, arguments.get("timeout")) : 0;
    return calls.call(
        SystemCall.Numbers.EPOLL_PWAIT2,
        result -> {
          ImmutableList.Builder<ScriptValue> all = ImmutableList.builder();
          for (int i = 0; i < result; i++) {
            all.add(
                new ScriptValue.Struct(
                    "epoll_event",
                    ImmutableMap.of(
                        "events",
                        new ScriptValue.Number(memory.getInt(at + EVENT * i) & 0xffffffffL),
                        "data",
                        new ScriptValue.Number(memory.getLong(at + EVENT * i + 4)))));
          }
          return new ScriptValue.Sequence(all.build());
        },
        arguments.number("epfd"), arena.address(at), events, timeout, 0, 8);
  }

  private Prepared ioctl(Arguments arguments) {
    long fd = arguments.number("fd");
    long request = arguments.number("request");
    ByteBuffer memory = arena.buffer();
    if (arguments.has("argument") && arguments.get("argument") instanceof ScriptValue.Bytes netdev) {
      return ifreq(fd, request, netdev.bytes());
    } else if (request == Constants.value("SIOCGSTAMP") || request == Constants.value("SIOCGSTAMPNS")) {
      int at = arena.take(16);
      long unit = request == Constants.value("SIOCGSTAMP") ? 1000 : 1;
      return calls.call(
          Syscall.IOCTL,
          result ->
              new ScriptValue.Time(memory.getLong(at) * SECOND_NS + memory.getLong(at + 8) * unit),
          fd, request, arena.address(at));
    } else if (request == Constants.value("SIOCGIFNAME")) {
      int at = arena.take(IFREQ);
      memory.putInt(at + 16, (int) arguments.number("argument"));
      return calls.call(
          Syscall.IOCTL, result -> text(arena.bytes(at, 16)), fd, request, arena.address(at));
    }
    int at = arena.take(8);
    memory.putInt(at, (int) arguments.number("argument", 0));
    boolean asks = !arguments.has("argument");
    return calls.call(
        Syscall.IOCTL,
        result -> new ScriptValue.Number(asks ? memory.getInt(at) : result),
        fd, request, arena.address(at));
  }

  private Prepared ifreq(long fd, long request, byte[] netdev) {
    if (netdev.length > 15) {
      throw new ScriptException("the name of a netdev has at most 15 bytes");
    }
    int at = arena.take(IFREQ);
    ByteBuffer memory = arena.buffer();
    memory.put(at, netdev);
    String name = Constants.name("ioctl", request).orElse("");
    return calls.call(
        Syscall.IOCTL,
        result ->
            switch (name) {
              case "SIOCGIFADDR", "SIOCGIFDSTADDR", "SIOCGIFBRDADDR", "SIOCGIFNETMASK" ->
                  new ScriptValue.Ip(SocketAddresses.address(memory, at + 20, 4));
              case "SIOCGIFHWADDR" -> new ScriptValue.Mac(SocketAddresses.mac(memory, at + 18));
              case "SIOCGIFFLAGS" -> new ScriptValue.Number(memory.getShort(at + 16) & 0xffff);
              default -> new ScriptValue.Number(memory.getInt(at + 16));
            },
        fd, request, arena.address(at));
  }

  private static ScriptValue text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(0);
    return new ScriptValue.Bytes(
        (end < 0 ? text : text.substring(0, end)).getBytes(StandardCharsets.ISO_8859_1));
  }
}
