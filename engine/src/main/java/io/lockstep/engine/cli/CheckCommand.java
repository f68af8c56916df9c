package io.lockstep.engine.cli;

import io.lockstep.engine.ExitCode;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.Severity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep check}: silent if there is nothing to say. */
@Command(
    name = "check",
    description = "Says what is wrong with scenarios, without running them.",
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class)
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private LockstepCommand parent;
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenario files (.scn).")
  private List<Path> files;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    ExitCode worst = ExitCode.MET;
    for (Path file : files) {
      for (Diagnostic diagnostic : parent.engine().check(file)) {
        err.println(diagnostic.render());
        if (diagnostic.severity() == Severity.ERROR) {
          worst = ExitCode.INVALID;
        }
      }
    }
    return worst.code();
  }
}
