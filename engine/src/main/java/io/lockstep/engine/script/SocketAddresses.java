package io.lockstep.engine.script;

import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.ScriptValue;
import io.lockstep.engine.syscall.Constants;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** {@code struct sockaddr} of several families, in user memory. */
final class SocketAddresses {
  /** Room for any of them: {@code struct sockaddr_storage}. */
  static final int ROOM = 128;

  private static final int IN = 16;
  private static final int IN6 = 28;
  private static final int LL = 20;
  private static final int NL = 12;

  private SocketAddresses() {}

  /** Where something lies in the arena. */
  record Place(int at, int length) {}

  static Place write(Arena arena, ScriptValue value) {
    int at = arena.take(ROOM);
    ByteBuffer memory = arena.buffer();
    if (value instanceof ScriptValue.Socket socket) {
      return new Place(
          at, internet(memory, at, socket.address(), socket.port(), socket.scope()));
    } else if (value instanceof ScriptValue.Struct struct) {
      return new Place(at, struct(memory, at, struct));
    }
    throw new ScriptException(
        "expected an address with its port such as 10.0.0.1:80, found " + Shown.found(value));
  }

  /** Without a port. */
  static Place write(Arena arena, InetAddress address) {
    int at = arena.take(ROOM);
    return new Place(at, internet(arena.buffer(), at, address, 0, 0));
  }

  private static int internet(
      ByteBuffer memory, int at, InetAddress address, int port, long scope) {
    byte[] bytes = address.getAddress();
    boolean ipv4 = bytes.length == 4;
    memory.putShort(at, (short) Constants.value(ipv4 ? "AF_INET" : "AF_INET6"));
    putPort(memory, at + 2, port);
    memory.put(at + (ipv4 ? 4 : 8), bytes);
    if (!ipv4) {
      memory.putInt(at + 24, (int) scope);
    }
    return ipv4 ? IN : IN6;
  }

  private static int struct(ByteBuffer memory, int at, ScriptValue.Struct struct) {
    Fields fields = new Fields(struct);
    switch (struct.type()) {
      case "sockaddr_in6" -> {
        return internet(
            memory, at, fields.address("address"), (int) fields.number("port", 0),
            fields.number("scope_id", 0));
      }
      case "sockaddr_ll" -> {
        memory.putShort(at, (short) Constants.value("AF_PACKET"));
        putPort(memory, at + 2, (int) fields.number("protocol", 0));
        memory.putInt(at + 4, (int) fields.number("ifindex", 0));
        if (fields.has("address")) {
          memory.put(at + 11, (byte) 6);
          memory.put(at + 12, fields.mac("address"));
        }
        return LL;
      }
      case "sockaddr_nl" -> {
        memory.putShort(at, (short) Constants.value("AF_NETLINK"));
        memory.putInt(at + 4, (int) fields.number("pid", 0));
        memory.putInt(at + 8, (int) fields.number("groups", 0));
        return NL;
      }
      case "sockaddr_un" -> {
        byte[] path = fields.bytes("path");
        if (path.length > 107) {
          throw new ScriptException("a path of a socket has at most 107 bytes");
        }
        memory.putShort(at, (short) Constants.value("AF_UNIX"));
        memory.put(at + 2, path);
        return 2 + path.length + (path.length > 0 && path[0] == 0 ? 0 : 1);
      }
      case "sockaddr_unspec" -> {
        return IN;
      }
      default ->
          throw new ScriptException(
              "a struct " + struct.type() + " is no address of a socket");
    }
  }

  /** The address that the kernel has written; without fields if it has written none. */
  static ScriptValue read(ByteBuffer memory, int at, int length) {
    int family = length < 2 ? 0 : memory.getShort(at);
    if (family == Constants.value("AF_INET") && length >= IN) {
      return new ScriptValue.Socket(address(memory, at + 4, 4), port(memory, at + 2), 0);
    } else if (family == Constants.value("AF_INET6") && length >= IN6 - 4) {
      return new ScriptValue.Socket(
          address(memory, at + 8, 16), port(memory, at + 2),
          length >= IN6 ? memory.getInt(at + 24) : 0);
    } else if (family == Constants.value("AF_PACKET") && length >= 12) {
      ImmutableMap.Builder<String, ScriptValue> fields = ImmutableMap.builder();
      fields.put("protocol", new ScriptValue.Number(port(memory, at + 2)));
      fields.put("ifindex", new ScriptValue.Number(memory.getInt(at + 4)));
      fields.put("hatype", new ScriptValue.Number(memory.getShort(at + 8) & 0xffff));
      fields.put("pkttype", new ScriptValue.Number(memory.get(at + 10)));
      if (memory.get(at + 11) == 6) {
        fields.put("address", new ScriptValue.Mac(mac(memory, at + 12)));
      }
      return new ScriptValue.Struct("sockaddr_ll", fields.build());
    } else if (family == Constants.value("AF_NETLINK") && length >= NL) {
      return new ScriptValue.Struct(
          "sockaddr_nl",
          ImmutableMap.of(
              "pid", new ScriptValue.Number(memory.getInt(at + 4) & 0xffffffffL),
              "groups", new ScriptValue.Number(memory.getInt(at + 8) & 0xffffffffL)));
    } else if (family == Constants.value("AF_UNIX")) {
      byte[] path = new byte[Math.max(0, length - 2)];
      memory.get(at + 2, path);
      String text = new String(path, StandardCharsets.ISO_8859_1);
      int end = text.indexOf(0, 1);
      byte[] shown = (end < 0 ? text : text.substring(0, end)).getBytes(StandardCharsets.ISO_8859_1);
      return new ScriptValue.Struct(
          "sockaddr_un", ImmutableMap.of("path", new ScriptValue.Bytes(shown)));
    }
    return new ScriptValue.Struct("sockaddr", ImmutableMap.of());
  }

  static InetAddress address(ByteBuffer memory, int at, int length) {
    byte[] bytes = new byte[length];
    memory.get(at, bytes);
    try {
      if (length == 16) {
        // Java makes IPv4 addresses of mapped ones otherwise.
        return java.net.Inet6Address.getByAddress(null, bytes, -1);
      }
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  static long mac(ByteBuffer memory, int at) {
    long bits = 0;
    for (int i = 0; i < 6; i++) {
      bits = bits << 8 | memory.get(at + i) & 0xff;
    }
    return bits;
  }

  static void putPort(ByteBuffer memory, int at, int port) {
    memory.put(at, (byte) (port >> 8)).put(at + 1, (byte) port);
  }

  static int port(ByteBuffer memory, int at) {
    return (memory.get(at) & 0xff) << 8 | memory.get(at + 1) & 0xff;
  }
}
