package io.lockstep.engine;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.programs.ProgramAccess;
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
 * @param access whether programs of this machine may run, and what they reach
 * @param observer follows the run
 * @param report whether to write {@code report.html}
 * @param only the one case that is run; empty for all
 */
public record RunOptions(
    Optional<String> kernel,
    ReadOptions reading,
    Optional<Path> out,
    boolean capture,
    ProgramAccess access,
    RunObserver observer,
    boolean report,
    Optional<String> only) {
  /** All cases. */
  public RunOptions(
      Optional<String> kernel,
      ReadOptions reading,
      Optional<Path> out,
      boolean capture,
      ProgramAccess access,
      RunObserver observer,
      boolean report) {
    this(kernel, reading, out, capture, access, observer, report, Optional.empty());
  }

  /** Everything as the scenario says. */
  public static final RunOptions DEFAULT =
      new RunOptions(
          Optional.empty(), ReadOptions.DEFAULT, Optional.empty(), true, ProgramAccess.NONE,
          RunObserver.NONE, false);

  public RunOptions withKernel(String name) {
    return new RunOptions(Optional.of(name), reading, out, capture, access, observer, report, only);
  }

  public RunOptions withSeed(long value) {
    return withReading(reading.withSeed(OptionalLong.of(value)));
  }

  public RunOptions withReading(ReadOptions options) {
    return new RunOptions(kernel, options, out, capture, access, observer, report, only);
  }

  public RunOptions withOut(Path directory) {
    return new RunOptions(kernel, reading, Optional.of(directory), capture, access, observer, report, only);
  }

  public RunOptions withoutCapture() {
    return new RunOptions(kernel, reading, out, false, access, observer, report, only);
  }

  public RunOptions withObserver(RunObserver who) {
    return new RunOptions(kernel, reading, out, capture, access, who, report, only);
  }

  /** Writes a page for people, {@code report.html}, next to the results. */
  public RunOptions withReport() {
    return new RunOptions(kernel, reading, out, capture, access, observer, true, only);
  }

  /** Lets the programs of a scenario run, which then can do what an ordinary program can. */
  public RunOptions allowExec() {
    return withAccess(new ProgramAccess(true, access.paths()));
  }

  /** Lets programs reach a path of this machine, with all below it. */
  public RunOptions allowPath(Path path, boolean writable) {
    return withAccess(
        new ProgramAccess(
            access.allowed(),
            ImmutableList.<ProgramAccess.AllowedPath>builder()
                .addAll(access.paths())
                .add(new ProgramAccess.AllowedPath(path, writable))
                .build()));
  }

  private RunOptions withAccess(ProgramAccess changed) {
    return new RunOptions(kernel, reading, out, capture, changed, observer, report, only);
  }

  /** Runs one case only, or all of them. */
  public RunOptions withCase(Optional<String> name) {
    return new RunOptions(kernel, reading, out, capture, access, observer, report, name);
  }
}
