package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.Engine;
import io.lockstep.engine.EngineException;
import io.lockstep.engine.Expansion;
import io.lockstep.engine.RunObserver;
import io.lockstep.engine.RunOptions;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.report.RunDirectory;
import io.lockstep.grammar.Suggestions;
import io.lockstep.libos.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep shell}. */
@Command(
    name = "shell",
    description = {
      "Opens a shell in a node of a scenario while that runs.",
      "Ctrl-] and then: s time stands, r runs as yours, f as fast as it can, . goes to the next",
      "event, 1 to 9 so many seconds on; q quits."
    },
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class)
final class ShellCommand implements Callable<Integer> {
  @ParentCommand private LockstepCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private Reading reading;
  @Mixin private ProgramOptions programs;

  @Parameters(arity = "1", paramLabel = "FILE", description = "Scenario file (.scn).")
  private Path file;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      required = true,
      description = "The node, such as r1 or h[2].")
  private String node;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When, in virtual time: 5s, 200ms. Default: at the start.")
  private String at = "0s";

  @Option(
      names = "--time",
      paramLabel = "PACE",
      description = {
        "How time goes from then on: run (as yours), stand, or fast.",
        "Default: run; fast if standard input is no terminal."
      })
  private String pace;

  @Option(names = "--kernel", paramLabel = "NAME", description = "As of lockstep run.")
  private String kernel;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the capture and files go (default: lockstep-out/SCENARIO-shell).")
  private Path out;

  @Override
  public Integer call() {
    Engine engine = parent.engine();
    long startsAt = DurationOption.nanoseconds("--at", at);
    if (!checkNode(engine)) {
      return explain(engine);
    }
    try (Terminal terminal = new Terminal()) {
      PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.out), false);
      TerminalVisitor visitor =
          new TerminalVisitor(node, startsAt, terminal, console, pace(terminal));
      engine.run(
          file,
          new RunOptions(
              Optional.ofNullable(kernel),
              reading.options(),
              Optional.of(directory()),
              true,
              programs.access().withVisitor(visitor),
              RunObserver.NONE,
              false));
      return visitor.exitCode();
    } catch (EngineException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return e.exitCode().code();
    }
  }

  private Path directory() {
    return out != null
        ? out
        : Path.of("lockstep-out").resolve(RunDirectory.names(List.of(file)).get(0) + "-shell");
  }

  private TerminalVisitor.Pace pace(Terminal terminal) {
    if (pace == null) {
      return terminal.isInteractive() ? TerminalVisitor.Pace.RUN : TerminalVisitor.Pace.FAST;
    }
    return switch (pace) {
      case "run" -> TerminalVisitor.Pace.RUN;
      case "stand" -> TerminalVisitor.Pace.STAND;
      case "fast" -> TerminalVisitor.Pace.FAST;
      default -> throw new Refusal("expected run, stand or fast for --time, found \"" + pace + "\"");
    };
  }

  /** A scenario that is wrong is not run; what is wrong is said as by lockstep run. */
  private int explain(Engine engine) {
    PrintWriter err = spec.commandLine().getErr();
    try (ProgressDisplay display =
        new ProgressDisplay(spec.commandLine().getOut(), err, parent.terminal())) {
      return engine
          .run(file, RunOptions.DEFAULT.withReading(reading.options()).withObserver(display))
          .exitCode()
          .code();
    }
  }

  /** There must be one case, and the node in it; false if the scenario is wrong. */
  private boolean checkNode(Engine engine) {
    Expansion expansion = engine.expand(file, reading.options());
    ImmutableList<ScenarioCase> cases = expansion.cases();
    if (cases.isEmpty()) {
      return false;
    }
    if (cases.size() > 1) {
      throw new Refusal(
          "the scenario has " + cases.size() + " cases; choose one with -p NAME=VALUE");
    }
    List<String> names = cases.get(0).nodes().stream().map(NodeSpec::name).toList();
    if (!names.contains(node)) {
      String near =
          Suggestions.nearest(node, names).map(n -> " Did you mean \"" + n + "\"?").orElse("");
      throw new Refusal("the scenario has no node \"" + node + "\"." + near);
    }
    return true;
  }
}
