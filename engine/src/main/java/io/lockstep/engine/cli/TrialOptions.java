package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.Engine;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.suite.WallTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands are given that build kernels to run a scenario on them. */
final class TrialOptions {
  @Mixin private Reading reading;
  @Mixin private ProgramOptions programs;
  @Mixin private SeedOption seed;
  @Mixin private CaseOption which;

  @Parameters(paramLabel = "FILE", description = "The scenario.")
  private Path file;

  @Option(
      names = "--config",
      paramLabel = "FRAGMENT",
      description = "Lines of a kernel configuration that add to ours; repeatable.")
  private List<Path> fragments = new ArrayList<>();

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      defaultValue = "10min",
      description = "Wall time for a run (${DEFAULT-VALUE}).")
  private String limit;

  Path file() {
    return file;
  }

  List<Path> fragments() {
    return fragments;
  }

  /** The case to run; empty if the scenario is invalid, and then it has been said why. */
  Optional<ScenarioCase> choose(Engine engine, PrintWriter err) {
    ImmutableList<ScenarioCase> cases =
        Selection.cases(engine, file, reading.options().withSeed(seed.value()), err);
    return cases.isEmpty() ? Optional.empty() : Optional.of(which.choose(cases));
  }

  /** What builds kernels and runs the case on them. */
  KernelTrial trial(ScenarioCase one, PrintWriter err) {
    return new KernelTrial(
        file, one.name(), seed.value().orElse(-1), WallTime.seconds(limit),
        reading.options().searchPath(), programs.workerArguments(), err);
  }
}
