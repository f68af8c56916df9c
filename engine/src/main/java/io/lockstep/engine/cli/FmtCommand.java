package io.lockstep.engine.cli;

import io.lockstep.engine.ExitCode;
import io.lockstep.grammar.ParseResult;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.ast.ScenarioFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep fmt}: the one layout for scenarios. */
@Command(
    name = "fmt",
    description = {
      "Lays scenarios out in the one way, with their comments. Files are rewritten in place; one",
      "with errors is left as it is."
    },
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class)
final class FmtCommand implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Scenario files, directories with such (.scn, .scn.yaml), or - alone: from standard input",
        "to standard output."
      })
  private List<Path> paths;

  @Option(
      names = "--check",
      description = "Writes nothing, but names the files that would change; exit code 1 if any.")
  private boolean check;

  @Option(names = "--yaml", description = "Standard input is in YAML.")
  private boolean yaml;

  @Override
  public Integer call() throws IOException {
    if (paths.contains(STANDARD_INPUT)) {
      if (paths.size() > 1) {
        throw new ParameterException(
            spec.commandLine(), "Standard input '-' goes with no other file.");
      }
      return standardInput().code();
    }
    ExitCode worst = ExitCode.MET;
    for (Path file : ScenarioFiles.find(paths)) {
      worst = worst.worse(format(file));
    }
    spec.commandLine().getOut().flush();
    return worst.code();
  }

  private ExitCode standardInput() throws IOException {
    byte[] bytes = System.in.readNBytes(Scenarios.MAX_BYTES + 1);
    ParseResult result = Scenarios.parse(yaml ? "<stdin>.yaml" : "<stdin>", bytes);
    if (!result.isValid()) {
      return explain(result);
    }
    ScenarioFile tree = result.ast().orElseThrow();
    String formatted = format(tree, yaml);
    if (check) {
      return isSame(tree, formatted) ? ExitCode.MET : ExitCode.EXPECTATION_FAILED;
    }
    spec.commandLine().getOut().print(formatted);
    spec.commandLine().getOut().flush();
    return ExitCode.MET;
  }

  private ExitCode format(Path file) {
    ParseResult result = Scenarios.parse(file);
    if (!result.isValid()) {
      return explain(result);
    }
    ScenarioFile tree = result.ast().orElseThrow();
    String formatted = format(tree, Scenarios.isYaml(file.toString()));
    if (isSame(tree, formatted)) {
      return ExitCode.MET;
    } else if (check) {
      spec.commandLine().getOut().println(file);
      return ExitCode.EXPECTATION_FAILED;
    }
    try {
      ScenarioFiles.write(file, formatted);
      return ExitCode.MET;
    } catch (IOException e) {
      spec.commandLine().getErr().println(ScenarioFiles.failure(file, e));
      return ExitCode.INVALID;
    }
  }

  private static String format(ScenarioFile tree, boolean yaml) {
    return yaml ? Scenarios.toYaml(tree) : Scenarios.format(tree);
  }

  private static boolean isSame(ScenarioFile tree, String formatted) {
    return tree.span().source().original().text().equals(formatted);
  }

  private ExitCode explain(ParseResult result) {
    PrintWriter err = spec.commandLine().getErr();
    result.diagnostics().forEach(diagnostic -> err.println(diagnostic.render()));
    return ExitCode.INVALID;
  }
}
