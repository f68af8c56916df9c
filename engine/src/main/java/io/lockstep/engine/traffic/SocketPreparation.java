package io.lockstep.engine.traffic;

import com.google.common.collect.ImmutableList;
import com.google.common.io.BaseEncoding;
import io.lockstep.engine.model.SocketSetting;
import io.lockstep.libos.Errno;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The calls that set a socket's options and bind it, one after the other. */
final class SocketPreparation {
  private record Call(int nr, long a1, long a2, long a3, long a4, String name) {}

  private final List<Call> calls = new ArrayList<>();

  /**
   * Prepares them.
   *
   * @param source the address to bind to, or null
   * @param port likewise; with 0 and no source there is no bind
   * @param family of the socket
   */
  SocketPreparation(
      UserMemory memory,
      ImmutableList<SocketSetting> options,
      InetAddress source,
      int port,
      int family) {
    for (SocketSetting option : options) {
      byte[] value = BaseEncoding.base16().decode(option.value());
      int at = memory.allocate(Math.max(1, value.length));
      memory.buffer().put(at, value);
      calls.add(
          new Call(
              Syscall.SETSOCKOPT,
              option.level(),
              option.option(),
              memory.address() + at,
              value.length,
              "setsockopt " + option.name()));
    }
    if (source != null || port != 0) {
      int at = memory.allocate(SocketAddresses.BYTES);
      int length =
          source == null
              ? SocketAddresses.writeAny(memory.buffer(), at, family, port)
              : SocketAddresses.write(memory.buffer(), at, source, port);
      calls.add(new Call(Syscall.BIND, memory.address() + at, length, 0, 0, "bind"));
    }
  }

  /** User memory that it takes, at most. */
  static long memoryBytes(ImmutableList<SocketSetting> options) {
    long bytes = 64 + 64;
    for (SocketSetting option : options) {
      bytes += option.value().length() / 2 + 64;
    }
    return bytes;
  }

  /** How many calls there are. */
  int calls() {
    return calls.size();
  }

  /** Posts one. */
  void post(Endpoint endpoint, int index, long fd) {
    Call call = calls.get(index);
    endpoint.post(call.nr, fd, call.a1, call.a2, call.a3, call.a4, 0);
  }

  /** What one is called in messages. */
  String name(int index) {
    return calls.get(index).name;
  }

  /** Makes all calls at once; what went wrong, or empty. */
  String apply(Task task, long fd) {
    for (Call call : calls) {
      long result = task.call(call.nr, fd, call.a1, call.a2, call.a3, call.a4);
      if (result < 0) {
        return call.name + ": " + Errno.name(result);
      }
    }
    return "";
  }
}
