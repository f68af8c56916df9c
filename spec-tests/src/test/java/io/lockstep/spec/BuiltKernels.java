package io.lockstep.spec;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockstep.libos.KernelStore;

/** Kernels that somebody may have built, beside those that come with Lockstep. */
final class BuiltKernels {
  private BuiltKernels() {}

  /**
   * Skips the test if a kernel is not there.
   *
   * @param how arguments of {@code lockstep} that build it
   */
  static void need(String name, String how) {
    assumeTrue(
        KernelStore.standard().names().contains(name),
        () -> "no kernel " + name + "; lockstep " + how);
  }
}
