package io.lockstep.engine.coverage;

import io.lockstep.libos.coverage.ImageCounters;
import java.util.Optional;

/** What the kernels of one run have executed. */
public final class RunCoverage {
  /** The test that stands for what kernels do until they are up. */
  public static final String BOOT = "boot";

  /** The test that stands for what a scenario made kernels do. */
  public static final String RUN = "run";

  private RunCoverage() {}

  /** A run begins. */
  public static void begin() {
    ImageCounters.all().forEach(ImageCounters::reset);
  }

  /** When all kernels of a run are gone: the tracefile, if one was built with coverage. */
  public static Optional<String> end() {
    LineCoverage boot = new LineCoverage();
    LineCoverage run = new LineCoverage();
    boolean any = false;
    for (ImageCounters image : ImageCounters.all()) {
      any |= image.used();
      image.each(true, boot::add);
      image.each(false, run::add);
      image.reset();
    }
    StringBuilder out = new StringBuilder();
    InfoFile.write(out, BOOT, boot, false);
    InfoFile.write(out, RUN, run, false);
    return any ? Optional.of(out.toString()) : Optional.empty();
  }
}
