package io.lockstep.engine.sim;

import java.nio.file.Path;

/** Finds the image of a kernel build. */
@FunctionalInterface
public interface KernelResolver {
  /**
   * The image file of a kernel.
   *
   * @param kernel the name a scenario uses ({@code linux-6.12}), or empty for the default
   * @throws RuntimeException with a message fit for users if there is no such kernel
   */
  Path image(String kernel);
}
