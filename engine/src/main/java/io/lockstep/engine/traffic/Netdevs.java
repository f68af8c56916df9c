package io.lockstep.engine.traffic;

import static io.lockstep.engine.traffic.SocketConstants.*;

import io.lockstep.libos.Syscall;
import io.lockstep.libos.Task;
import io.lockstep.libos.UserMemory;
import java.nio.charset.StandardCharsets;

/** Asks a kernel about its netdevs, before virtual time 0 (netdevice(7)). */
final class Netdevs {
  private static final int SIOCGIFINDEX = 0x8933;
  private static final int SIOCGIFHWADDR = 0x8927;
  private static final int REQUEST_BYTES = 40;
  private static final int NAME_BYTES = 16;

  private Netdevs() {}

  /** The index of a netdev, or a negative error number. */
  static long index(Task task, UserMemory memory, String name) {
    byte[] answer = new byte[4];
    long result = ask(task, memory, name, SIOCGIFINDEX, answer, 0);
    return result < 0
        ? result
        : (answer[0] & 0xff) | (answer[1] & 0xff) << 8 | (answer[2] & 0xff) << 16;
  }

  /** Its Ethernet address goes to {@code address}; 0 or a negative error number. */
  static long hardwareAddress(Task task, UserMemory memory, String name, byte[] address) {
    return ask(task, memory, name, SIOCGIFHWADDR, address, 2);
  }

  private static long ask(
      Task task, UserMemory memory, String name, int request, byte[] answer, int skip) {
    int mark = memory.mark();
    try {
      int at = memory.allocate(REQUEST_BYTES);
      for (int i = 0; i < REQUEST_BYTES; i++) {
        memory.buffer().put(at + i, (byte) 0);
      }
      memory.buffer().put(at, name.getBytes(StandardCharsets.UTF_8));
      long fd = task.call(Syscall.SOCKET, AF_INET, SOCK_DGRAM, 0);
      if (fd < 0) {
        return fd;
      }
      long result = task.call(Syscall.IOCTL, fd, request, memory.address() + at);
      task.call(Syscall.CLOSE, fd);
      memory.buffer().get(at + NAME_BYTES + skip, answer);
      return result;
    } finally {
      memory.reset(mark);
    }
  }
}
