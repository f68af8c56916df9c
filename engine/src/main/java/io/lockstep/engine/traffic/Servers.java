package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import io.lockstep.libos.Syscall;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;

/** Opens sockets that wait for others, before virtual time 0. */
final class Servers {
  private Servers() {}

  /** A socket bound to the unspecified address of one family; a file descriptor or an error. */
  static long bind(
      Task task, UserMemory memory, int family, int type, int protocol, int port) {
    int mark = memory.mark();
    try {
      int scratch = memory.allocate(SocketAddresses.BYTES);
      long address = memory.address() + scratch;
      long fd = task.call(Syscall.SOCKET, family, type, protocol);
      if (fd < 0) {
        return fd;
      }
      memory.buffer().putInt(scratch, 1);
      long result = task.call(Syscall.SETSOCKOPT, fd, SOL_SOCKET, SO_REUSEADDR, address, 4);
      if (result >= 0 && family == AF_INET6) {
        result = task.call(Syscall.SETSOCKOPT, fd, SOL_IPV6, IPV6_V6ONLY, address, 4);
      }
      if (result >= 0) {
        int length = SocketAddresses.writeAny(memory.buffer(), scratch, family, port);
        result = task.call(Syscall.BIND, fd, address, length);
      }
      return result < 0 ? result : fd;
    } finally {
      memory.reset(mark);
    }
  }
}
