package io.lockstep.engine.script;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ScriptValue;
import io.lockstep.engine.script.SocketAddresses.Place;
import io.lockstep.engine.syscall.OptionType;
import io.lockstep.engine.syscall.SocketOption;
import io.lockstep.engine.syscall.SocketOptions;
import io.lockstep.libos.Syscall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Makes system calls of names and values: writes what they point to, and reads what comes back. */
public final class SystemCall {
  /** What the kernel writes of an address that has no end in the arena. */
  private static final int CONTROL = 1024;

  private static final int MSGHDR = 56;
  private static final int MMSGHDR = 64;

  private final Arena arena;
  private final OptionCodec options;
  private final Control control;
  private Arguments arguments;
  private String shown;

  public SystemCall(Arena arena) {
    this.arena = arena;
    this.options = new OptionCodec(arena);
    this.control = new Control(arena);
  }

  /**
   * Prepares a call; the one before has returned and has been read.
   *
   * @throws ScriptException if an argument does not fit
   */
  public Prepared prepare(String name, Map<String, ScriptValue> values) {
    arena.clear();
    arguments = new Arguments(Signatures.find(name).orElseThrow(), values);
    shown = arguments.shown();
    return switch (name) {
      case "socket" ->
          plain(Syscall.SOCKET, n("domain"), n("type"), arguments.number("protocol", 0));
      case "socketpair" -> pair(
          "first", "second", Syscall.SOCKETPAIR,
          n("domain"), n("type"), arguments.number("protocol", 0));
      case "pipe2" -> pair("read", "write", Syscall.PIPE2, arguments.number("flags", 0));
      case "bind" -> addressed(Syscall.BIND);
      case "connect" -> addressed(Syscall.CONNECT);
      case "listen" -> plain(Syscall.LISTEN, n("fd"), arguments.number("backlog", 4096));
      case "accept" -> plain(Syscall.ACCEPT, n("fd"), 0, 0);
      case "accept4" -> plain(Syscall.ACCEPT4, n("fd"), 0, 0, n("flags"));
      case "shutdown" -> plain(Syscall.SHUTDOWN, n("fd"), n("how"));
      case "close" -> plain(Syscall.CLOSE, n("fd"));
      case "dup" -> plain(Syscall.DUP, n("fd"));
      case "send", "sendto" -> sendto();
      case "sendmsg" -> sendmsg();
      case "sendmmsg" -> sendmmsg();
      case "write" -> {
        Place data = data(arguments.get("data"));
        yield plain(Syscall.WRITE, n("fd"), at(data.at()), data.length());
      }
      case "writev" -> {
        List<Place> parts =
            items("data").stream().map(this::data).toList();
        yield plain(Syscall.WRITEV, n("fd"), iovec(parts), parts.size());
      }
      case "recv", "read" -> receive(name);
      case "recvfrom" -> recvfrom();
      case "recvmsg" -> recvmsg();
      case "recvmmsg" -> recvmmsg();
      case "readv" -> readv();
      case "getsockopt" -> getsockopt();
      case "setsockopt" -> setsockopt();
      case "getsockname" -> name(Syscall.GETSOCKNAME);
      case "getpeername" -> name(Syscall.GETPEERNAME);
      case "fcntl" ->
          plain(Syscall.FCNTL, n("fd"), n("command"), arguments.number("argument", 0));
      case "epoll_create1" -> plain(Syscall.EPOLL_CREATE1, arguments.number("flags", 0));
      case "splice" ->
          plain(
              Numbers.SPLICE, n("from"), 0, n("to"), 0, arguments.count("count", 0),
              arguments.number("flags", 0));
      case "sendfile" ->
          plain(Numbers.SENDFILE, n("to"), n("from"), 0, arguments.count("count", 0));
      default -> new Events(arena, this).prepare(name, arguments, shown);
    };
  }

  /** System calls whose numbers nobody else needs. */
  static final class Numbers {
    static final int SENDFILE = 40;
    static final int PPOLL = 271;
    static final int SPLICE = 275;
    static final int EPOLL_PWAIT2 = 441;

    private Numbers() {}
  }

  private long n(String name) {
    return arguments.number(name);
  }

  private long at(int place) {
    return arena.address(place);
  }

  /** A call whose result is a number. */
  Prepared plain(int number, long... values) {
    return call(number, ScriptValue.Number::new, values);
  }

  Prepared call(int number, LongFunction<ScriptValue> reader, long... values) {
    return new Prepared(number, java.util.Arrays.copyOf(values, 6), shown, reader);
  }

  private Prepared pair(String first, String second, int number, long... values) {
    int at = arena.take(8);
    long[] all = new long[values.length + 1];
    boolean last = number == Syscall.SOCKETPAIR;
    System.arraycopy(values, 0, all, last ? 0 : 1, values.length);
    all[last ? values.length : 0] = at(at);
    return call(
        number,
        result ->
            new ScriptValue.Struct(
                "pair",
                ImmutableMap.of(
                    first, new ScriptValue.Number(arena.buffer().getInt(at)),
                    second, new ScriptValue.Number(arena.buffer().getInt(at + 4)))),
        all);
  }

  private Prepared addressed(int number) {
    Place address = SocketAddresses.write(arena, arguments.get("address"));
    return plain(number, n("fd"), at(address.at()), address.length());
  }

  private List<ScriptValue> items(String name) {
    return arguments.get(name) instanceof ScriptValue.Sequence list
        ? list.items()
        : List.of(arguments.get(name));
  }

  /** Bytes as they are; of a number so many bytes of the alphabet, again and again. */
  private Place data(ScriptValue value) {
    if (value instanceof ScriptValue.Bytes bytes) {
      return new Place(arena.put(bytes.bytes()), bytes.bytes().length);
    }
    long length = Evaluation.number(value, "data");
    int at = arena.take(length);
    for (int i = 0; i < length; i++) {
      arena.buffer().put(at + i, (byte) ('a' + i % 26));
    }
    return new Place(at, (int) length);
  }

  private Prepared sendto() {
    Place data = data(arguments.get("data"));
    Place address =
        arguments.has("address")
            ? SocketAddresses.write(arena, arguments.get("address"))
            : new Place(0, 0);
    return plain(
        Syscall.SENDTO,
        n("fd"),
        at(data.at()),
        data.length(),
        arguments.number("flags", 0),
        address.length() == 0 ? 0 : at(address.at()),
        address.length());
  }

  private long iovec(List<Place> parts) {
    int at = arena.take(16L * parts.size());
    for (int i = 0; i < parts.size(); i++) {
      arena.buffer().putLong(at + 16 * i, at(parts.get(i).at()));
      arena.buffer().putLong(at + 16 * i + 8, parts.get(i).length());
    }
    return at(at);
  }

  private void outgoing(
      int header, ScriptValue data, ScriptValue to, ScriptValue messages) {
    List<Place> parts =
        data instanceof ScriptValue.Sequence list
            ? list.items().stream().map(this::data).toList()
            : List.of(data(data));
    ByteBuffer memory = arena.buffer();
    if (to != null) {
      Place address = SocketAddresses.write(arena, to);
      memory.putLong(header, at(address.at())).putInt(header + 8, address.length());
    }
    memory.putLong(header + 16, iovec(parts)).putLong(header + 24, parts.size());
    if (messages instanceof ScriptValue.Sequence list) {
      Place place = control.write(list);
      memory.putLong(header + 32, at(place.at())).putLong(header + 40, place.length());
    } else if (messages != null) {
      throw new ScriptException(
          "expected a list of control messages, found " + Shown.found(messages));
    }
  }

  private Prepared sendmsg() {
    int header = arena.take(MSGHDR);
    outgoing(
        header,
        arguments.get("data"),
        arguments.has("to") ? arguments.get("to") : null,
        arguments.has("control") ? arguments.get("control") : null);
    return plain(Syscall.SENDMSG, n("fd"), at(header), arguments.number("flags", 0));
  }

  private Prepared sendmmsg() {
    List<ScriptValue> messages = items("messages");
    int headers = arena.take((long) MMSGHDR * messages.size());
    for (int i = 0; i < messages.size(); i++) {
      int header = headers + MMSGHDR * i;
      if (messages.get(i) instanceof ScriptValue.Struct struct
          && struct.type().equals("message")) {
        Fields fields = new Fields(struct);
        outgoing(
            header,
            fields.get("data"),
            struct.fields().get("to"),
            struct.fields().get("control"));
      } else {
        outgoing(header, messages.get(i), null, null);
      }
    }
    return plain(
        Syscall.SENDMMSG, n("fd"), at(headers), messages.size(), arguments.number("flags", 0));
  }

  private ScriptValue bytes(int at, long length) {
    return new ScriptValue.Bytes(arena.bytes(at, length));
  }

  private Prepared receive(String name) {
    int count = arguments.count("count", 0);
    int at = arena.take(count);
    // With MSG_TRUNC the result may be more than there is room for.
    LongFunction<ScriptValue> reader = result -> bytes(at, Math.min(result, count));
    return name.equals("read")
        ? call(Syscall.READ, reader, n("fd"), at(at), count)
        : call(
            Syscall.RECVFROM, reader, n("fd"), at(at), count, arguments.number("flags", 0));
  }

  private Prepared recvfrom() {
    int count = arguments.count("count", 0);
    int at = arena.take(count);
    int address = arena.take(SocketAddresses.ROOM);
    int length = arena.take(4);
    arena.buffer().putInt(length, SocketAddresses.ROOM);
    return call(
        Syscall.RECVFROM,
        result ->
            new ScriptValue.Struct(
                "received",
                ImmutableMap.of(
                    "data", bytes(at, Math.min(result, count)),
                    "len", new ScriptValue.Number(result),
                    "from",
                        SocketAddresses.read(
                            arena.buffer(), address, arena.buffer().getInt(length)))),
        n("fd"), at(at), count, arguments.number("flags", 0), at(address), at(length));
  }

  private void incoming(int header, int count, int controlRoom) {
    int data = arena.take(count);
    int address = arena.take(SocketAddresses.ROOM);
    int messages = arena.take(controlRoom);
    ByteBuffer memory = arena.buffer();
    memory.putLong(header, at(address)).putInt(header + 8, SocketAddresses.ROOM);
    memory.putLong(header + 16, iovec(List.of(new Place(data, count)))).putLong(header + 24, 1);
    if (controlRoom > 0) {
      memory.putLong(header + 32, at(messages)).putLong(header + 40, controlRoom);
    }
  }

  private ScriptValue message(int header, int count, long length) {
    ByteBuffer memory = arena.buffer();
    int base = (int) (memory.getLong(header) - arena.address(0));
    int iovec = (int) (memory.getLong(header + 16) - arena.address(0));
    int data = (int) (memory.getLong(iovec) - arena.address(0));
    int messages = (int) (memory.getLong(header + 32) - arena.address(0));
    ImmutableMap.Builder<String, ScriptValue> fields = ImmutableMap.builder();
    fields.put("data", bytes(data, Math.min(length, count)));
    fields.put("len", new ScriptValue.Number(length));
    fields.put("from", SocketAddresses.read(memory, base, memory.getInt(header + 8)));
    fields.put("flags", new ScriptValue.Number(memory.getInt(header + 48)));
    if (memory.getLong(header + 32) != 0) {
      fields.putAll(control.read(messages, memory.getLong(header + 40)));
    }
    return new ScriptValue.Struct("message", fields.buildOrThrow());
  }

  private Prepared recvmsg() {
    int count = arguments.count("count", 0);
    int header = arena.take(MSGHDR);
    incoming(header, count, arguments.count("control", CONTROL));
    return call(
        Syscall.RECVMSG,
        result -> message(header, count, result),
        n("fd"), at(header), arguments.number("flags", 0));
  }

  private Prepared recvmmsg() {
    int messages = arguments.count("messages", 1);
    int count = arguments.count("count", 0);
    int headers = arena.take((long) MMSGHDR * messages);
    for (int i = 0; i < messages; i++) {
      incoming(headers + MMSGHDR * i, count, CONTROL);
    }
    long timeout = arguments.has("timeout") ? Events.timespec(arena, arguments.get("timeout")) : 0;
    return call(
        Syscall.RECVMMSG,
        result -> {
          ImmutableList.Builder<ScriptValue> all = ImmutableList.builder();
          for (int i = 0; i < result; i++) {
            int header = headers + MMSGHDR * i;
            all.add(message(header, count, arena.buffer().getInt(header + MSGHDR)));
          }
          return new ScriptValue.Sequence(all.build());
        },
        n("fd"), at(headers), messages, arguments.number("flags", 0), timeout);
  }

  private Prepared readv() {
    List<Place> parts =
        items("counts").stream()
            .map(value -> (int) Evaluation.number(value, "a count"))
            .map(count -> new Place(arena.take(count), count))
            .toList();
    return call(
        Syscall.READV,
        result -> {
          ByteBuffer all = ByteBuffer.allocate((int) result);
          for (Place part : parts) {
            all.put(arena.bytes(part.at(), Math.min(part.length(), all.remaining())));
          }
          return new ScriptValue.Bytes(all.array());
        },
        n("fd"), iovec(parts), parts.size());
  }

  private OptionType type() {
    int level = (int) n("level");
    int number = (int) n("option");
    if (arguments.get("option") instanceof ScriptValue.Number written) {
      SocketOption named = SocketOptions.find(written.symbol()).orElse(null);
      if (named != null && named.number() == number) {
        return named.type();
      }
    }
    return SocketOptions.find(level, number).map(SocketOption::type).orElse(OptionType.INT);
  }

  private Prepared getsockopt() {
    OptionType type = type();
    int room = arguments.count("size", OptionCodec.room(type));
    int at = arena.take(Math.max(room, 16));
    int length = arena.take(4);
    arena.buffer().putInt(length, room);
    return call(
        Syscall.GETSOCKOPT,
        result -> options.read(type, at, arena.buffer().getInt(length)),
        n("fd"), n("level"), n("option"), at(at), at(length));
  }

  private Prepared setsockopt() {
    OptionType type = type();
    ScriptValue value = arguments.get("value");
    // A device is named with its terminator.
    if (type == OptionType.STRING && value instanceof ScriptValue.Bytes text) {
      value =
          new ScriptValue.Bytes(
              (new String(text.bytes(), StandardCharsets.ISO_8859_1) + "\0")
                  .getBytes(StandardCharsets.ISO_8859_1));
    }
    Place place = options.write(type, value);
    return plain(
        Syscall.SETSOCKOPT, n("fd"), n("level"), n("option"), at(place.at()), place.length());
  }

  private Prepared name(int number) {
    int at = arena.take(SocketAddresses.ROOM);
    int length = arena.take(4);
    arena.buffer().putInt(length, SocketAddresses.ROOM);
    return call(
        number,
        result -> SocketAddresses.read(arena.buffer(), at, arena.buffer().getInt(length)),
        n("fd"), at(at), at(length));
  }
}
