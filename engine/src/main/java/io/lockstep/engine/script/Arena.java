package io.lockstep.engine.script;

import io.lockstep.libos.UserMemory;
import java.nio.ByteBuffer;

/** The part of user memory that the arguments and results of one call at a time take. */
public final class Arena {
  private static final int ALIGN = 16;

  private final UserMemory memory;
  private final int start;
  private final int bytes;
  private int used;

  /** Takes so many bytes for itself. */
  public Arena(UserMemory memory, int bytes) {
    this.memory = memory;
    this.start = memory.allocate(bytes);
    this.bytes = bytes;
  }

  /** All of it is free again. */
  void clear() {
    used = 0;
  }

  /** Takes some of it, filled with zeros; an index into {@link #buffer}. */
  int take(long length) {
    if (length < 0 || length > bytes - used - ALIGN) {
      throw new ScriptException(
          "a call cannot have more than " + (bytes - 65536) + " bytes of data, found " + length);
    }
    int at = start + used;
    used += (int) (length + ALIGN - 1) & -ALIGN;
    for (int i = 0; i < length; i++) {
      memory.buffer().put(at + i, (byte) 0);
    }
    return at;
  }

  /** Takes some of it for bytes. */
  int put(byte[] content) {
    int at = take(content.length);
    memory.buffer().put(at, content);
    return at;
  }

  /** What system calls know an index as. */
  long address(int at) {
    return memory.address() + at;
  }

  ByteBuffer buffer() {
    return memory.buffer();
  }

  byte[] bytes(int at, long length) {
    byte[] content = new byte[(int) length];
    memory.buffer().get(at, content);
    return content;
  }
}
