package io.lockstep.libos;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The steps of a {@link Kernel#run}: frames that went from one kernel to the next. Their buffers
 * are the caller's to release.
 */
public final class Trail {
  /** Steps that fit in; a run ends after so many. */
  public static final int STEPS = 128;

  private final Memory memory = new Memory((long) STEPS * Layout.STEP_BYTES);
  private final ByteBuffer steps =
      memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());

  long address() {
    return com.sun.jna.Pointer.nativeValue(memory);
  }

  /** Virtual time at which the frame left its netdev. */
  public long sent(int step) {
    return steps.getLong(step * Layout.STEP_BYTES);
  }

  /** Virtual time at which it was handed to the next one. */
  public long arrival(int step) {
    return steps.getLong(step * Layout.STEP_BYTES + 8);
  }

  /** The number given to {@link Kernel#wire}. */
  public int wire(int step) {
    return steps.getInt(step * Layout.STEP_BYTES + 16);
  }

  public int length(int step) {
    return steps.getInt(step * Layout.STEP_BYTES + 20);
  }

  /** Offset in {@link FramePool#memory}. */
  public int buffer(int step) {
    return steps.getInt(step * Layout.STEP_BYTES + 24);
  }
}
