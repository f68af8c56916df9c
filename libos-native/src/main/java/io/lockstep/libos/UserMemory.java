package io.lockstep.libos;

import java.nio.ByteBuffer;

/**
 * What the tasks of all kernels of a simulation regard as user memory. A pointer to anything else
 * is {@code EFAULT}. It lies at the same address in every run. Not thread-safe.
 */
public final class UserMemory implements AutoCloseable {
  private static final int ALIGN = 64;

  private final long address;
  private final long bytes;
  private final ByteBuffer buffer;
  private int used = ALIGN;
  private boolean closed;

  private UserMemory(long address, long bytes) {
    this.address = address;
    this.bytes = bytes;
    this.buffer = FramePool.view(address, bytes);
  }

  /**
   * Reserves a region; memory that is never touched costs nothing.
   *
   * @param bytes up to 2 GiB - 4 KiB, rounded up to pages
   */
  public static UserMemory create(long bytes) {
    long rounded = (bytes + 4095) & ~4095L;
    if (rounded > Integer.MAX_VALUE) {
      throw new LibosException("user memory is limited to 2 GiB");
    }
    return new UserMemory(Native.check(Native.lk_user_create(rounded)), rounded);
  }

  /** The whole region, in native (little-endian) order; index 0 is at {@link #address}. */
  public ByteBuffer buffer() {
    return buffer;
  }

  public long address() {
    return address;
  }

  public long size() {
    return bytes;
  }

  /**
   * Takes some of it, zeroed if it was never used before.
   *
   * @return index into {@link #buffer}, a multiple of 64 and never 0
   */
  public int allocate(int length) {
    if (length < 0 || length > bytes - used - ALIGN) {
      throw new LibosException("user memory is exhausted: " + bytes + " bytes");
    }
    int at = used;
    used += (length + ALIGN - 1) & -ALIGN;
    return at;
  }

  /** What to hand to {@link #reset} to release all that is allocated from now on. */
  public int mark() {
    return used;
  }

  public void reset(int mark) {
    used = mark;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Native.lk_user_destroy(address, bytes);
    }
  }
}
