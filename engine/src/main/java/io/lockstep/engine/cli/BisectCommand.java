package io.lockstep.engine.cli;

import io.lockstep.engine.bisect.Behaviour;
import io.lockstep.engine.bisect.BisectException;
import io.lockstep.engine.bisect.BisectReport;
import io.lockstep.engine.bisect.Bisection;
import io.lockstep.engine.bisect.Candidate;
import io.lockstep.engine.bisect.GitHistory;
import io.lockstep.engine.bisect.History;
import io.lockstep.engine.bisect.PatchHistory;
import io.lockstep.engine.describe.ScenarioNames;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.suite.SuiteException;
import io.lockstep.libos.build.Cache;
import io.lockstep.libos.build.ConsoleProgress;
import io.lockstep.libos.build.KernelSource;
import io.lockstep.libos.build.Pruning;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep bisect}. */
@Command(
    name = "bisect",
    description = {
      "Finds the commit, or the patch, with which a scenario began to behave otherwise.",
      "With --tree: between two commits of a repository, which is only read.",
      "With --patches: among patches on top of --source."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 the culprit is found; 1 it can only be narrowed down; 2 the ends do not differ,",
      "or something is wrong with the scenario or the command line; 4 Lockstep itself failed."
    })
final class BisectCommand implements Callable<Integer> {
  @ParentCommand private LockstepCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private TrialOptions options;

  @Option(names = "--tree", paramLabel = "GIT", description = "A git repository of the kernel.")
  private Path tree;

  @Option(names = "--good", paramLabel = "COMMIT", description = "A commit where all is well.")
  private String good;

  @Option(
      names = "--bad",
      paramLabel = "COMMIT",
      defaultValue = "HEAD",
      description = "A later commit where it is not (${DEFAULT-VALUE}).")
  private String bad;

  @Option(
      names = "--patches",
      paramLabel = "DIR|SERIES",
      description = {
        "A directory with patches, tried in the order of their names, or a file that lists them."
      })
  private Path patches;

  @Option(
      names = "--source",
      paramLabel = "DIR|TARBALL|debian:VERSION",
      description = "What the patches apply to.")
  private String source;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "verdict",
      description = {
        "What tells good from bad: verdict, whether all expectations are met, or fingerprint,",
        "whether everything is exactly as on the good end. Default: ${DEFAULT-VALUE}."
      })
  private Bisection.By by;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "For the report and all runs. Default: lockstep-out/bisect-SCENARIO.")
  private Path out;

  @Override
  public Integer call() {
    try {
      Optional<ScenarioCase> one = options.choose(parent.engine(), spec.commandLine().getErr());
      return one.isEmpty() ? 2 : bisect(one.get());
    } catch (BisectException | SuiteException e) {
      throw new Refusal(e.getMessage());
    } catch (IOException e) {
      throw new Refusal("Cannot write the results: " + e.getMessage() + ".");
    }
  }

  private int bisect(ScenarioCase one) throws IOException {
    if ((tree == null) == (patches == null)) {
      throw new Refusal("expected either --tree with --good and --bad, or --patches with --source");
    } else if (tree != null && good == null) {
      throw new Refusal("expected --good with a commit where all is well");
    } else if (patches != null && source == null) {
      throw new Refusal("expected --source with what the patches apply to");
    }
    Path directory = out == null ? standard() : out;
    Files.createDirectories(directory);
    if (patches != null) {
      PatchHistory history = new PatchHistory(patches);
      return run(one, history, KernelSource.parse(source), null, directory);
    }
    Path checkout = checkout();
    Files.createDirectories(checkout.getParent());
    Path lock = checkout.resolveSibling(checkout.getFileName() + ".lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        throw new Refusal("Another bisection of " + tree + " is going on.");
      }
      GitHistory history = new GitHistory(tree, checkout, good, bad);
      Pruning.touch(checkout, System.currentTimeMillis());
      return run(one, history, null, history, directory);
    }
  }

  private Path standard() {
    String name = ScenarioNames.stem(options.file().getFileName().toString());
    return Path.of("lockstep-out", "bisect-" + name);
  }

  /** One checkout per repository, so that its object files serve the next bisection, too. */
  private Path checkout() throws IOException {
    if (!Files.isDirectory(tree)) {
      throw new Refusal("The repository " + tree + " does not exist.");
    }
    String path = tree.toRealPath().toString();
    String name = tree.toRealPath().getFileName() + "-" + Integer.toHexString(path.hashCode());
    return Cache.standard().bisections().resolve(name);
  }

  private int run(
      ScenarioCase one, History history, KernelSource base, GitHistory git, Path directory)
      throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    try (KernelTrial trial = options.trial(one, spec.commandLine().getErr())) {
      Steps steps = new Steps(console, trial);
      Bisection bisection =
          new Bisection(
              history,
              candidate -> attempt(candidate, base, git, trial, directory),
              steps,
              by);
      Bisection.Report report = bisection.run();
      String text = BisectReport.text(report, history);
      Files.writeString(directory.resolve("report.txt"), text);
      Files.writeString(directory.resolve("bisect.json"), BisectReport.json(report));
      console.print("\n" + text);
      console.println("runs and report in " + directory);
      console.flush();
      return report.culprits().size() == 1 ? 0 : 1;
    }
  }

  private Optional<Behaviour> attempt(
      Candidate candidate, KernelSource base, GitHistory git, KernelTrial trial, Path directory) {
    if (git != null) {
      git.checkOut(candidate);
    }
    KernelSource from = git == null ? base : new KernelSource.Tree(candidate.tree());
    return trial.run(
        from, candidate.patches(), options.fragments(), directory.resolve(candidate.id()),
        ConsoleProgress.standard());
  }

  /** A line for each version. */
  private static final class Steps implements Bisection.Listener {
    private final PrintWriter out;
    private final KernelTrial trial;
    private long start;

    Steps(PrintWriter out, KernelTrial trial) {
      this.out = out;
      this.trial = trial;
    }

    @Override
    public void trying(Candidate candidate, int left) {
      start = System.nanoTime();
    }

    @Override
    public void tried(Bisection.Step step) {
      long seconds = (System.nanoTime() - start) / 1_000_000_000;
      String how =
          step.behaviour()
              .map(behaviour -> behaviour.result().summary())
              .orElse("cannot be built");
      out.printf(
          "%-4s  %s  %s   %s, %d:%02d min%n",
          step.judgement().word(), step.candidate().id(), step.candidate().title(), how,
          seconds / 60, seconds % 60);
      if (step.behaviour().isEmpty()) {
        trial.whyNot().lines().limit(12).forEach(line -> out.println("        " + line));
      }
      out.flush();
    }
  }
}
