package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;

/**
 * A suite as it was asked for, before scenarios are expanded to cases.
 *
 * @param name of the suite
 * @param entries scenarios, each once, in the order of reports
 * @param kernels to run all of them on; none for the default
 * @param include directories in which included files are looked for
 */
public record SuiteSpec(
    String name,
    ImmutableList<Entry> entries,
    ImmutableList<KernelWish> kernels,
    ImmutableList<Path> include) {
  /** Of wall time for one case, if nobody says anything. */
  public static final long LIMIT_SECONDS = 600;

  /**
   * A scenario of the suite.
   *
   * @param label how reports call it
   * @param kernels names of those of the suite's kernels that it runs on; none for all of them
   * @param seeds instead of the scenario's own; none for that one
   * @param exit expected exit code
   */
  public record Entry(
      String label,
      Path file,
      ImmutableList<String> kernels,
      ImmutableList<Long> seeds,
      ImmutableMap<String, String> parameters,
      int exit,
      long limitSeconds,
      boolean capture) {

    /** With what everybody gets. */
    public static Entry plain(String label, Path file) {
      return new Entry(
          label, file, ImmutableList.of(), ImmutableList.of(), ImmutableMap.of(), 0, LIMIT_SECONDS,
          true);
    }

    public Entry withSeeds(ImmutableList<Long> other) {
      return new Entry(label, file, kernels, other, parameters, exit, limitSeconds, capture);
    }

    public Entry withKernels(ImmutableList<String> other) {
      return new Entry(label, file, other, seeds, parameters, exit, limitSeconds, capture);
    }

    public Entry withLimit(long seconds) {
      return new Entry(label, file, kernels, seeds, parameters, exit, seconds, capture);
    }

    public Entry withCapture(boolean other) {
      return new Entry(label, file, kernels, seeds, parameters, exit, limitSeconds, other);
    }

    public Entry withParameters(ImmutableMap<String, String> more) {
      return new Entry(
          label,
          file,
          kernels,
          seeds,
          ImmutableMap.<String, String>builder().putAll(parameters).putAll(more).buildKeepingLast(),
          exit,
          limitSeconds,
          capture);
    }
  }
}
