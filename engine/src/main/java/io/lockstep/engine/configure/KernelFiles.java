package io.lockstep.engine.configure;

import io.lockstep.engine.syscall.SystemCalls;
import io.lockstep.libos.Syscall;
import io.lockstep.libos.UserMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Files of a kernel, such as those below {@code /proc}, reached by its own system calls. */
public final class KernelFiles {
  /** Bytes of user memory that {@link #allocateScratch} takes. */
  public static final int SCRATCH_BYTES = (4 << 10) + (64 << 10);

  private static final int PATH_BYTES = 4 << 10;
  private static final int DATA_BYTES = 64 << 10;
  private static final int AT_FDCWD = -100;
  private static final int O_WRONLY = 1;
  private static final int O_DIRECTORY = 0x10000;
  private static final int MAX_FILE_BYTES = 16 << 20;
  private static final int ENAMETOOLONG = 36;
  private static final int E2BIG = 7;

  private final SystemCalls task;
  private final UserMemory memory;
  private final int path;
  private final int data;

  /**
   * Creates it.
   *
   * @param scratch from {@link #allocateScratch}; may serve all kernels of a simulation
   */
  public KernelFiles(SystemCalls task, UserMemory memory, int scratch) {
    this.task = task;
    this.memory = memory;
    this.path = scratch;
    this.data = scratch + PATH_BYTES;
  }

  /** User memory for any number of instances that are not used at the same time. */
  public static int allocateScratch(UserMemory memory) {
    return memory.allocate(SCRATCH_BYTES);
  }

  /** Writes a value in one piece; returns 0 or the negative error number. */
  public long write(String file, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > DATA_BYTES) {
      return -E2BIG;
    }
    long fd = open(file, O_WRONLY);
    if (fd < 0) {
      return fd;
    }
    memory.buffer().put(data, bytes);
    long result = task.call(Syscall.WRITE, fd, memory.address() + data, bytes.length);
    task.call(Syscall.CLOSE, fd);
    return Math.min(result, 0);
  }

  /** The contents of a file, or null if it cannot be read. */
  public String read(String file) {
    long fd = open(file, 0);
    if (fd < 0) {
      return null;
    }
    byte[] contents = new byte[0];
    long result;
    while ((result = task.call(Syscall.READ, fd, memory.address() + data, DATA_BYTES)) > 0) {
      int old = contents.length;
      contents = Arrays.copyOf(contents, old + (int) result);
      memory.buffer().get(data, contents, old, (int) result);
      if (contents.length > MAX_FILE_BYTES) {
        break;
      }
    }
    task.call(Syscall.CLOSE, fd);
    return result < 0 ? null : new String(contents, StandardCharsets.UTF_8);
  }

  /** Whether there is a file or directory of that name. */
  boolean exists(String file) {
    int slash = file.lastIndexOf('/');
    return list(file.substring(0, Math.max(slash, 1))).contains(file.substring(slash + 1));
  }

  /** The names in a directory without {@code .} and {@code ..}, sorted; empty if there is none. */
  public List<String> list(String directory) {
    List<String> names = new ArrayList<>();
    long fd = open(directory, O_DIRECTORY);
    if (fd < 0) {
      return names;
    }
    ByteBuffer buffer = memory.buffer();
    long length;
    while ((length = task.call(Syscall.GETDENTS64, fd, memory.address() + data, DATA_BYTES)) > 0) {
      int at = data;
      while (at < data + length) {
        int record = buffer.getShort(at + 16) & 0xffff;
        int start = at + 19;
        int end = start;
        while (buffer.get(end) != 0) {
          end++;
        }
        byte[] name = new byte[end - start];
        buffer.get(start, name);
        String text = new String(name, StandardCharsets.UTF_8);
        if (!text.equals(".") && !text.equals("..")) {
          names.add(text);
        }
        at += record;
      }
    }
    task.call(Syscall.CLOSE, fd);
    Collections.sort(names);
    return names;
  }

  private long open(String file, int flags) {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    if (bytes.length >= PATH_BYTES) {
      return -ENAMETOOLONG;
    }
    memory.buffer().put(path, bytes).put(path + bytes.length, (byte) 0);
    return task.call(Syscall.OPENAT, AT_FDCWD, memory.address() + path, flags, 0);
  }
}
