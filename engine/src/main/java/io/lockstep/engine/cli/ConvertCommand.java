package io.lockstep.engine.cli;

import io.lockstep.engine.ExitCode;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.ast.ScenarioFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep convert}: from a scenario to YAML, and back. */
@Command(
    name = "convert",
    description = {
      "Turns a scenario into YAML, or one in YAML (.yaml, .yml) into a scenario. Comments are kept."
    },
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class)
final class ConvertCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The scenario file.")
  private Path file;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      description = {
        "Where to write; by default standard output. The form follows from the name: .yaml and",
        ".yml are YAML, .scn is not."
      })
  private Path target;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    ParseResult result = Scenarios.parse(file);
    if (!result.isValid()) {
      result.diagnostics().forEach(diagnostic -> err.println(diagnostic.render()));
      return ExitCode.INVALID.code();
    }
    ScenarioFile tree = result.ast().orElseThrow();
    String text = toYaml() ? Scenarios.toYaml(tree) : Scenarios.format(tree);
    if (target == null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return ExitCode.MET.code();
    }
    try {
      ScenarioFiles.write(target, text);
      return ExitCode.MET.code();
    } catch (IOException e) {
      err.println(ScenarioFiles.failure(target, e));
      return ExitCode.INVALID.code();
    }
  }

  private boolean toYaml() {
    if (target != null && (Scenarios.isYaml(target.toString()) || isPlain(target))) {
      return Scenarios.isYaml(target.toString());
    }
    return !Scenarios.isYaml(file.toString());
  }

  private static boolean isPlain(Path path) {
    return path.toString().endsWith(".scn");
  }
}
