package io.lockstep.engine.cli;

import io.lockstep.engine.Engine;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lockstep}: the commands and what they share. */
@Command(
    name = "lockstep",
    description = "Runs networks of real Linux kernels in virtual time.",
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class,
    subcommands = {
      RunCommand.class,
      DiffCommand.class,
      TestCommand.class,
      TestWorkerCommand.class,
      CoverageCommand.class,
      ShrinkCommand.class,
      BisectCommand.class,
      BisectStepCommand.class,
      ShellCommand.class,
      CheckCommand.class,
      ExplainCommand.class,
      GraphCommand.class,
      PlotCommand.class,
      FmtCommand.class,
      ConvertCommand.class,
      KernelCommand.class,
      LanguageServerCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 every expectation is met; 1 one is not; 2 the scenario or the command line is",
      "wrong; 3 a kernel crashed; 4 Lockstep itself failed; 130 interrupted. Of several scenarios",
      "the worst counts: 4, then 3, 2, 1, 0."
    })
final class LockstepCommand implements Runnable {
  private final Supplier<Engine> engine;
  private final boolean terminal;

  @Spec private CommandSpec spec;

  LockstepCommand(Supplier<Engine> engine, boolean terminal) {
    this.engine = engine;
    this.terminal = terminal;
  }

  Engine engine() {
    return engine.get();
  }

  /** Whether a person sees standard error as it is written. */
  boolean terminal() {
    return terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing command; expected run, diff, test, coverage, shrink, bisect, shell, check, explain, graph, fmt, convert or kernel.");
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lockstep " + number()};
    }

    static String number() {
      String version = LockstepCommand.class.getPackage().getImplementationVersion();
      return version == null ? "(not packaged)" : version;
    }
  }
}
