package io.lockstep.libos;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Buffers of frames in flight: one region of native memory that all kernels of a simulation share.
 * What was released last is taken first, so that few buffers stay in the cache. Not thread-safe.
 */
public final class FramePool implements AutoCloseable {
  /** Bytes of a small buffer; longer frames get one of 72 KiB. */
  public static final int BUFFER = Layout.SMALL_BYTES;

  private static final int SMALLS = 262144;
  private static final int LARGES = 7168;

  private final long address;
  private final ByteBuffer head;
  private final ByteBuffer memory;
  private boolean closed;

  public FramePool() {
    address = Native.check(Native.lk_pool_create());
    head = view(address, Layout.POOL_HEAD);
    memory = view(address + Layout.POOL_HEAD, Layout.POOL_MEMORY_BYTES);
  }

  static ByteBuffer view(long address, long bytes) {
    return new Pointer(address).getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
  }

  long address() {
    return address;
  }

  /** The region; a frame lies at {@code [offset, offset + length)}. */
  public ByteBuffer memory() {
    return memory;
  }

  /**
   * A buffer for a frame.
   *
   * @throws LibosException if all are in use or none is large enough
   */
  public int take(int length) {
    boolean small = length <= Layout.SMALL_BYTES;
    int counter = small ? Layout.POOL_N_SMALL : Layout.POOL_N_LARGE;
    int stack = small ? Layout.POOL_SMALL : Layout.POOL_LARGE;
    int free = head.getInt(counter);
    if (free == 0 || length > Layout.LARGE_BYTES) {
      throw exhausted();
    }
    head.putInt(counter, free - 1);
    return head.getInt(stack + 4 * (free - 1));
  }

  /** A new buffer with the same bytes. */
  public int copy(int offset, int length) {
    int copy = take(length);
    memory.put(copy, memory, offset, length);
    return copy;
  }

  public void release(int offset) {
    boolean small = offset < Layout.POOL_LARGE_START;
    int counter = small ? Layout.POOL_N_SMALL : Layout.POOL_N_LARGE;
    int stack = small ? Layout.POOL_SMALL : Layout.POOL_LARGE;
    int free = head.getInt(counter);
    head.putInt(stack + 4 * free, offset);
    head.putInt(counter, free + 1);
  }

  /** Buffers that were taken and not released, by kernels or by us. */
  public int inUse() {
    return SMALLS
        - head.getInt(Layout.POOL_N_SMALL)
        + LARGES
        - head.getInt(Layout.POOL_N_LARGE);
  }

  /** Enough for all that a kernel can send in one entry; else it would silently drop frames. */
  void reserve() {
    if (head.getInt(Layout.POOL_N_SMALL) < 2 * Layout.BATCH
        || head.getInt(Layout.POOL_N_LARGE) < 2 * Layout.BATCH) {
      throw exhausted();
    }
  }

  private static LibosException exhausted() {
    return new LibosException(
        "more than 260,000 frames are in flight; give a link a rate and a queue limit");
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Native.lk_pool_destroy(address);
    }
  }
}
