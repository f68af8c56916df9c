package io.lockstep.engine.cli;

import io.lockstep.engine.suite.KernelWish;
import io.lockstep.libos.KernelStore;
import io.lockstep.libos.LibosException;
import io.lockstep.libos.build.Cache;
import io.lockstep.libos.build.ConsoleProgress;
import io.lockstep.libos.build.KernelBuilder;
import io.lockstep.libos.build.KernelSource;
import io.lockstep.libos.build.Overlay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the kernels of a suite. One that cannot be built costs its cases and nothing else. */
final class SuiteKernels {
  private SuiteKernels() {}

  /** Builds those that have a source; returns why others could not be built, by name. */
  static Map<String, String> build(List<KernelWish> wishes, PrintWriter err) {
    Map<String, String> broken = new TreeMap<>();
    for (KernelWish wish : wishes) {
      if (!wish.source().isEmpty()) {
        ConsoleProgress progress = ConsoleProgress.standard();
        try {
          KernelBuilder.Request request =
              new KernelBuilder.Request(
                  KernelSource.parse(wish.source()), wish.name(), wish.patches(),
                  wish.fragments());
          Path image =
              KernelBuilder.standard(Cache.standard(), Overlay.bundled()).build(request, progress);
          KernelStore.standard().name(wish.name(), image, KernelBuilder.provenance(request));
        } catch (LibosException | IOException e) {
          progress.end();
          broken.put(
              wish.name(), "kernel " + wish.name() + " was not built: " + e.getMessage());
          err.println(
              "The kernel \"" + wish.name() + "\" was not built; the suite goes on without it.");
          err.flush();
        }
      }
    }
    return broken;
  }
}
