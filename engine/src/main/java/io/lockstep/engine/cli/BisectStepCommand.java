package io.lockstep.engine.cli;

import io.lockstep.engine.bisect.Behaviour;
import io.lockstep.engine.bisect.BisectException;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.suite.SuiteException;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
  @Mixin private TrialOptions options;

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
    Optional<ScenarioCase> one = options.choose(parent.engine(), err);
    if (one.isEmpty()) {
      return ABORT;
    }
    Path out = Files.createTempDirectory("lockstep-bisect-");
    try (KernelTrial trial = options.trial(one.get(), err)) {
      Optional<Behaviour> behaviour =
          trial.run(
              KernelSource.parse(tree.toString()), patches, options.fragments(), out,
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
