package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.lockstep.engine.Engine;
import io.lockstep.engine.Expansion;
import io.lockstep.engine.ReadOptions;
import io.lockstep.engine.check.CheckSummary;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.shrink.Failure;
import io.lockstep.engine.shrink.FixedScenario;
import io.lockstep.engine.shrink.Shrinker;
import io.lockstep.engine.suite.CaseResult;
import io.lockstep.engine.suite.CaseRunner;
import io.lockstep.engine.suite.WallTime;
import io.lockstep.grammar.Diagnostic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep shrink}: exit code 0 with a scenario, 1 if the given one does not fail. */
@Command(
    name = "shrink",
    description = {
      "Makes a failing scenario smaller without changing how it fails: the same expectations are",
      "not met, the same kernels crash. The result goes to standard output."
    },
    mixinStandardHelpOptions = true)
final class ShrinkCommand implements Callable<Integer> {
  @ParentCommand private LockstepCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private Reading reading;
  @Mixin private ProgramOptions programs;
  @Mixin private SeedOption seed;

  @Parameters(paramLabel = "FILE", description = "A scenario that fails.")
  private Path file;

  @Option(names = "--kernel", paramLabel = "NAME", description = "The kernel with which it fails.")
  private String kernel = "";

  @Option(
      names = "--case",
      paramLabel = "NAME",
      description = "Which case of a scenario with parameters. Default: the first that fails.")
  private String caseName;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      defaultValue = "2min",
      description = "Wall time for one attempt (${DEFAULT-VALUE}); slower ones do not count.")
  private String limit;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the result there.")
  private Path out;

  @Override
  public Integer call() {
    Path scratch = null;
    try {
      scratch = Files.createTempDirectory("lockstep-shrink-");
      return shrink(scratch);
    } catch (IOException | UncheckedIOException e) {
      throw new Refusal("Cannot work in the directory for temporary files: " + e.getMessage());
    } finally {
      remove(scratch);
    }
  }

  private int shrink(Path scratch) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    ImmutableList<ScenarioCase> cases =
        Selection.cases(parent.engine(), file, options(), err);
    if (cases.isEmpty()) {
      return 2;
    }
    neighbours(scratch);
    ImmutableList<Path> include =
        ImmutableList.<Path>builder().addAll(reading.options().searchPath()).add(home()).build();
    try (CaseRunner runner =
        new CaseRunner(
            WorkerCommandLine.of(1, scratch, programs.workerArguments()),
            scratch.resolve("worker.log"),
            include)) {
      Attempts attempts = new Attempts(scratch, runner, include);
      List<ScenarioCase> some =
          caseName == null ? cases : List.of(Selection.choose(cases, caseName));
      for (ScenarioCase one : some) {
        Failure failure = attempts.failure(file, one.name());
        if (failure != null && failure.fails()) {
          return shrink(one, failure, attempts, err);
        }
        if (failure == null) {
          err.println(file + ": " + attempts.last.summary());
          return 4;
        }
      }
    }
    err.println(
        file + ": every expectation is met and no kernel crashes"
            + (seed.value().isPresent() ? " with seed " + seed.value().getAsLong() : "")
            + "; there is nothing to shrink.");
    return 1;
  }

  private int shrink(ScenarioCase one, Failure failure, Attempts attempts, PrintWriter err)
      throws IOException {
    String text = FixedScenario.of(file, one.parameters(), one.seed());
    attempts.target = failure;
    if (!attempts.failsTheSame(text)) {
      err.println(
          file + ": with its parameters and seed written into it, the scenario no longer fails in"
              + " the same way; it cannot be shrunk.");
      return 4;
    }
    Shrinker shrinker = new Shrinker(text, failure.unmet().keySet(), attempts);
    String result = shrinker.shrink();
    String how = kernel.isEmpty() ? "" : ", kernel " + kernel;
    String name = one.name().isEmpty() ? "" : " with " + one.name();
    Output.write(
        "# shrunk from " + file.getFileName() + name + ", seed " + one.seed() + how + "\n" + result,
        out, spec.commandLine().getOut());
    failure.describe().lines().forEach(err::println);
    err.println(
        lines(text) + " lines became " + lines(result) + ", in " + shrinker.trials() + " runs");
    err.flush();
    return 0;
  }

  private static long lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).count();
  }

  private ReadOptions options() {
    return reading.options().withSeed(seed.value());
  }

  private Path home() {
    Path home = file.toAbsolutePath().normalize().getParent();
    return home == null ? Path.of("/") : home;
  }

  /** What stands beside the scenario is to stand beside smaller ones as well. */
  private void neighbours(Path scratch) throws IOException {
    try (Stream<Path> all = Files.list(home())) {
      for (Path one : all.toList()) {
        Files.createSymbolicLink(scratch.resolve(one.getFileName()), one);
      }
    }
  }

  private static void remove(Path scratch) {
    try {
      if (scratch != null) {
        MoreFiles.deleteRecursively(scratch, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    } catch (IOException e) {
      // It is in the directory for temporary files.
    }
  }

  /** Checks and runs smaller scenarios. */
  private final class Attempts implements Shrinker.Oracle {
    private final Path candidate;
    private final Path results;
    private final CaseRunner runner;
    private final ImmutableList<Path> include;
    private final Engine engine = parent.engine();
    private Failure target;
    private CaseResult last;

    Attempts(Path scratch, CaseRunner runner, ImmutableList<Path> include) {
      this.candidate = scratch.resolve(".candidate.scn");
      this.results = scratch.resolve(".results");
      this.runner = runner;
      this.include = include;
    }

    private Expansion expand(String text) {
      try {
        Files.writeString(candidate, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return engine.expand(
          candidate,
          new ReadOptions(
              OptionalLong.empty(),
              ImmutableMap.of(),
              include));
    }

    @Override
    public List<Diagnostic> check(String text) {
      return expand(text).diagnostics();
    }

    @Override
    public boolean failsTheSame(String text) {
      Expansion expansion = expand(text);
      if (CheckSummary.hasErrors(expansion.diagnostics()) || expansion.cases().size() != 1) {
        return false;
      }
      Failure failure = failure(candidate, expansion.cases().get(0).name());
      return failure != null && target.sameAs(failure);
    }

    /** How a scenario fails; null if it did not come to an end. */
    Failure failure(Path scenario, String name) {
      long useSeed = scenario.equals(file) ? seed.value().orElse(-1) : -1;
      last =
          runner.run(scenario, name, kernel, useSeed, results, false, WallTime.seconds(limit));
      if (last.exit() < 0 || last.exit() == 2 || last.exit() == 4) {
        return null;
      }
      try {
        return Failure.of(Files.readString(results.resolve("result.json")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
