package io.lockstep.engine.cli;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.lockstep.engine.EngineException;
import io.lockstep.engine.ExitCode;
import io.lockstep.engine.Outcome;
import io.lockstep.engine.RunOptions;
import io.lockstep.engine.RunObserver;
import io.lockstep.engine.compare.RunComparison;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep diff}. */
@Command(
    name = "diff",
    description = {
      "Compares two runs: the first event that differs, results, kernel logs, fingerprints.",
      "Of a scenario, with two kernels, two seeds or two cases; or two directories of results.",
      "Exit code 0: the same; 1: different."
    },
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class)
final class DiffCommand implements Callable<Integer> {
  @ParentCommand private LockstepCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private Reading reading;
  @Mixin private ProgramOptions programs;

  @Parameters(
      arity = "1..2",
      paramLabel = "FILE|DIR",
      description = "A scenario, or two directories of results.")
  private List<Path> what;

  @Option(names = "--kernel", paramLabel = "NAME", description = "The kernel; twice for two.")
  private List<String> kernels = List.of();

  @Option(names = "--seed", paramLabel = "NUMBER", description = "The seed; twice for two.")
  private List<Long> seeds = List.of();

  @Option(names = "--case", paramLabel = "NAME", description = "The case; twice for two.")
  private List<String> cases = List.of();

  @Option(
      names = "--exact",
      description = {
        "Numbers that kernels draw at random (ports, sequence numbers, identifications)",
        "count, too. So they do anyway if kernels, seed and case are the same."
      })
  private boolean exact;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Keeps the results of both runs, in DIR/first and DIR/second.")
  private Path out;

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    try {
      return what.size() == 2 ? directories(console) : runs(console);
    } catch (EngineException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return e.exitCode().code();
    } catch (IOException e) {
      throw new Refusal("cannot compare: " + e.getMessage());
    }
  }

  private int directories(PrintWriter console) throws IOException {
    for (Path directory : what) {
      boolean results =
          Files.exists(directory.resolve("result.json"))
              || Files.exists(directory.resolve("summary.json"));
      if (!results) {
        throw new Refusal(directory + " holds no results of Lockstep");
      }
    }
    if (kernels.size() + seeds.size() + cases.size() > 0) {
      throw new Refusal("--kernel, --seed and --case go with a scenario, not with directories");
    }
    return report(console, RunComparison.compare(what.get(0), what.get(1), exact));
  }

  private int runs(PrintWriter console) throws IOException {
    if (kernels.size() > 2 || seeds.size() > 2 || cases.size() > 2
        || Math.max(kernels.size(), Math.max(seeds.size(), cases.size())) < 2) {
      throw new Refusal(
          "expected what differs: --kernel A --kernel B, --seed 1 --seed 2, or --case A --case B");
    }
    Path target = out == null ? Files.createTempDirectory("lockstep-diff") : out;
    try {
      Path[] directories = {target.resolve("first"), target.resolve("second")};
      for (int i = 0; i < 2; i++) {
        Outcome outcome = parent.engine().run(what.get(0), options(i, directories[i]));
        if (outcome.cases().isEmpty()) {
          return outcome.exitCode().code();
        }
        // Of one case of a matrix, its own directory is what counts.
        if (!cases.isEmpty()) {
          directories[i] = outcome.cases().get(0).directory();
        }
      }
      return report(console, RunComparison.compare(directories[0], directories[1], exact));
    } finally {
      if (out == null) {
        MoreFiles.deleteRecursively(target, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    }
  }

  private RunOptions options(int run, Path directory) {
    OptionalLong seed =
        seeds.isEmpty() ? OptionalLong.empty() : OptionalLong.of(choose(seeds, run));
    return new RunOptions(
            kernels.isEmpty() ? Optional.empty() : Optional.of(choose(kernels, run)),
            reading.options().withSeed(seed),
            Optional.of(directory),
            true,
            programs.access(),
            RunObserver.NONE,
            false)
        .withCase(cases.isEmpty() ? Optional.empty() : Optional.of(choose(cases, run)));
  }

  private static <T> T choose(List<T> values, int run) {
    return values.get(Math.min(run, values.size() - 1));
  }

  private static int report(PrintWriter console, RunComparison.Result result) {
    result.lines().forEach(console::println);
    String apart = result.leftOut() ? ", apart from what kernels draw at random" : "";
    console.println((result.isSame() ? "the same" : "different") + apart);
    console.flush();
    return (result.isSame() ? ExitCode.MET : ExitCode.EXPECTATION_FAILED).code();
  }
}
