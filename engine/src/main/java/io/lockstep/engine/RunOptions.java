package io.lockstep.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How to run a scenario.
 *
 * @param kernel name of the kernel of nodes that name none; empty for the newest mainline one
 * @param seed replaces the scenario's
 * @param out directory for the results; empty for {@code lockstep-out/NAME}
 * @param capture false to record no frames
 * @param observer follows the run
 */
public record RunOptions(
    Optional<String> kernel,
    OptionalLong seed,
    Optional<Path> out,
    boolean capture,
    RunObserver observer) {
  /** Everything as the scenario says. */
  public static final RunOptions DEFAULT =
      new RunOptions(
          Optional.empty(), OptionalLong.empty(), Optional.empty(), true, RunObserver.NONE);

  public RunOptions withKernel(String name) {
    return new RunOptions(Optional.of(name), seed, out, capture, observer);
  }

  public RunOptions withSeed(long value) {
    return new RunOptions(kernel, OptionalLong.of(value), out, capture, observer);
  }

  public RunOptions withOut(Path directory) {
    return new RunOptions(kernel, seed, Optional.of(directory), capture, observer);
  }

  public RunOptions withoutCapture() {
    return new RunOptions(kernel, seed, out, false, observer);
  }

  public RunOptions withObserver(RunObserver who) {
    return new RunOptions(kernel, seed, out, capture, who);
  }
}
