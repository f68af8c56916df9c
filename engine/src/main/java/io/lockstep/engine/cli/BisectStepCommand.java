package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.bisect.Behaviour;
import io.lockstep.engine.bisect.BisectException;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.suite.SuiteException;
import io.lockstep.engine.suite.WallTime;
import io.lockstep.libos.LibosException;
import io.lockstep.libos.build.ConsoleProgress;
import io.lockstep.libos.build.KernelSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code lockstep bisect-step}: what {@code git bisect run} asks for. */
@Command(
    name = "bisect-step",
    description = {
      "Builds the kernel of a checkout and runs a scenario on it, for \"git bisect run\":",
      "  git bisect run lockstep bisect-step FILE"
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 all expectations are met; 1 one is not, or a kernel crashed; 125 it cannot be",
      "told, since the tree does not build or the scenario does not end; 128 something is wrong with",
      "the scenario or the command line, which ends the bisection."
    })
final class BisectStepCommand implements Callable<Integer> {
  private static final int SKIP = 125;
  private static final int ABORT = 128;

  @ParentCommand private LockstepCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private Reading reading;
  @Mixin private ProgramOptions programs;

  @Parameters(paramLabel = "FILE", description = "The scenario.")
  private Path file;

  @Option(
      names = "--tree",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The checkout (${DEFAULT-VALUE}).")
  private Path tree;

  @Option(
      names = "--patch",
      paramLabel = "FILE",
      description = "A patch that each version needs, for example to build; repeatable.")
  private List<Path> patches = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FRAGMENT",
      description = "Lines of a kernel configuration that add to ours; repeatable.")
  private List<Path> fragments = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "NUMBER", description = "Instead of the scenario's seed.")
  private Long seed;

  @Option(
      names = "--case",
      paramLabel = "NAME",
      description = "Which case of a scenario with parameters. Default: the first.")
  private String caseName;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      defaultValue = "10min",
      description = "Wall time for a run (${DEFAULT-VALUE}).")
  private String limit;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      return step(err);
    } catch (BisectException | SuiteException | Refusal | LibosException e) {
      err.println(e.getMessage());
    } catch (IOException e) {
      err.println("Cannot write to the directory for temporary files: " + e.getMessage() + ".");
    }
    return ABORT;
  }

  private int step(PrintWriter err) throws IOException {
    OptionalLong other = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    ImmutableList<ScenarioCase> cases =
        Selection.cases(parent.engine(), file, reading.options().withSeed(other), err);
    if (cases.isEmpty()) {
      return ABORT;
    }
    ScenarioCase one = Selection.choose(cases, caseName);
    List<String> arguments = new ArrayList<>(List.of("test-worker"));
    arguments.addAll(programs.arguments());
    Path out = Files.createTempDirectory("lockstep-bisect-");
    try (KernelTrial trial =
        new KernelTrial(
            file, one.name(), seed == null ? -1 : seed, WallTime.seconds(limit),
            ImmutableList.copyOf(reading.options().searchPath()), arguments, err)) {
      Optional<Behaviour> behaviour =
          trial.run(
              KernelSource.parse(tree.toString()), patches, fragments, out,
              ConsoleProgress.standard());
      PrintWriter console = spec.commandLine().getOut();
      if (behaviour.isEmpty()) {
        err.println(trial.whyNot());
        return SKIP;
      }
      console.println(behaviour.get().result().summary() + "; results in " + out);
      behaviour.get().result().details().forEach(console::println);
      console.flush();
      return behaviour.get().met() ? 0 : behaviour.get().told() ? 1 : SKIP;
    }
  }
}
