package io.lockstep.engine.cli;

import io.lockstep.engine.ExitCode;
import io.lockstep.engine.check.CheckSummary;
import io.lockstep.engine.check.DiagnosticsJson;
import io.lockstep.engine.check.Sarif;
import io.lockstep.grammar.Diagnostic;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep check}: exit code 0, or 2 if there is an error. */
@Command(
    name = "check",
    description = "Says what is wrong with scenarios, without running them.",
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class)
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private LockstepCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private Reading reading;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenario files (.scn).")
  private List<Path> files;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "text: for people, on standard error (default);",
        "json: an array with an object for each diagnostic;",
        "sarif: SARIF 2.1.0, for editors and code hosting sites."
      })
  private Format format = Format.TEXT;

  /** How the diagnostics are written. */
  enum Format implements Word {
    TEXT,
    JSON,
    SARIF
  }

  @Override
  public Integer call() {
    List<Diagnostic> all = new ArrayList<>();
    for (Path file : files) {
      List<Diagnostic> found = parent.engine().check(file, reading.options());
      all.addAll(found);
      if (format == Format.TEXT) {
        found.forEach(diagnostic -> spec.commandLine().getErr().println(diagnostic.render()));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> out.println(CheckSummary.of(files.size(), all));
      case JSON -> out.print(DiagnosticsJson.of(all));
      case SARIF -> out.print(
          Sarif.of(all, LockstepCommand.Version.number(), Path.of("").toAbsolutePath()));
      default -> throw new AssertionError(format);
    }
    out.flush();
    return (CheckSummary.hasErrors(all) ? ExitCode.INVALID : ExitCode.MET).code();
  }
}
