package io.lockstep.libos;

import java.nio.charset.StandardCharsets;

/** A kernel with its memory, and what tests do with files in it. */
final class Machine implements AutoCloseable {
  static final String[] KERNELS = {"linux-6.1", "linux-6.12"};

  final FramePool frames = new FramePool();
  final UserMemory user = UserMemory.create(64 << 20);
  final Kernel kernel;
  final Task init;

  Machine(String name) {
    this(BootOptions.of(image(name)).slot(7).seed(1));
  }

  Machine(BootOptions options) {
    kernel = Kernel.boot(options, frames, user);
    init = new Task(kernel, 0);
  }

  static KernelImage image(String name) {
    return KernelImage.load(KernelStore.standard().find(name));
  }

  /** A string in user memory. */
  long string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int at = user.allocate(bytes.length + 1);
    user.buffer().put(at, bytes).put(at + bytes.length, (byte) 0);
    return user.address() + at;
  }

  String read(String path) {
    long fd = init.require(path, Syscall.OPEN, string(path), 0);
    int at = user.allocate(65536);
    long n = init.require(path, Syscall.READ, fd, user.address() + at, 65536);
    init.call(Syscall.CLOSE, fd);
    byte[] bytes = new byte[(int) n];
    user.buffer().get(at, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  long write(String path, String text) {
    long fd = init.require(path, Syscall.OPEN, string(path), 1);
    long n = init.call(Syscall.WRITE, fd, string(text), text.length());
    init.call(Syscall.CLOSE, fd);
    return n;
  }

  /** Posts a write that is not expected to return, and runs timers for a while. */
  void provoke(String word) {
    long fd =
        init.require("provoke", Syscall.OPEN, string("/proc/libos/provoke"), 1);
    kernel.post(0, Syscall.WRITE, fd, string(word), word.length(), 0, 0, 0);
    kernel.enter(kernel.now());
    for (int i = 0; i < 1000 && !kernel.dead() && kernel.completions() == 0; i++) {
      kernel.enter(kernel.deadline());
    }
    kernel.clearCompletions();
  }

  @Override
  public void close() {
    kernel.close();
    user.close();
    frames.close();
  }
}
