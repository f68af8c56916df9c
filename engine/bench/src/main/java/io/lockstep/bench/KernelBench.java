package io.lockstep.bench;

import io.lockstep.libos.BootOptions;
import io.lockstep.libos.FramePool;
import io.lockstep.libos.Kernel;
import io.lockstep.libos.KernelImage;
import io.lockstep.libos.KernelStore;
import io.lockstep.libos.UserMemory;

/** What a benchmark needs around its kernels. */
public final class KernelBench implements AutoCloseable {
  private static final long USER_BYTES = 16L << 20;

  private final FramePool frames = new FramePool();
  private final UserMemory user = UserMemory.create(USER_BYTES);
  private final KernelImage image;

  /** Loads a kernel by its name, or the default one if that is empty. */
  public KernelBench(String kernel) {
    KernelStore store = KernelStore.standard();
    image = KernelImage.load(store.find(kernel.isEmpty() ? store.defaultKernel() : kernel));
  }

  /** Boots one. No two at a time may have the same slot. */
  public Kernel boot(int slot) {
    return Kernel.boot(BootOptions.of(image).slot(slot), frames, user);
  }

  @Override
  public void close() {
    user.close();
    frames.close();
  }
}
