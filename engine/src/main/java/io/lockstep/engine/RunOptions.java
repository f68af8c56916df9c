package io.lockstep.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How to run a scenario.
 *
 * @param kernel name of the kernel of nodes that name none; empty for the newest mainline one
 * @param reading how to read it
 * @param out directory for the results; empty for {@code lockstep-out/NAME}
 * @param capture false to record no frames
 * @param observer follows the run
 */
public record RunOptions(
    Optional<String> kernel,
    ReadOptions reading,
    Optional<Path> out,
    boolean capture,
    RunObserver observer) {
  /** Everything as the scenario says. */
  public static final RunOptions DEFAULT =
      new RunOptions(
          Optional.empty(), ReadOptions.DEFAULT, Optional.empty(), true, RunObserver.NONE);

  public RunOptions withKernel(String name) {
    return new RunOptions(Optional.of(name), reading, out, capture, observer);
  }

  public RunOptions withSeed(long value) {
    return withReading(reading.withSeed(OptionalLong.of(value)));
  }

  public RunOptions withReading(ReadOptions options) {
    return new RunOptions(kernel, options, out, capture, observer);
  }

  public RunOptions withOut(Path directory) {
    return new RunOptions(kernel, reading, Optional.of(directory), capture, observer);
  }

  public RunOptions withoutCapture() {
    return new RunOptions(kernel, reading, out, false, observer);
  }

  public RunOptions withObserver(RunObserver who) {
    return new RunOptions(kernel, reading, out, capture, who);
  }
}
