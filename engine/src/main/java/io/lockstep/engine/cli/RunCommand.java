package io.lockstep.engine.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.lockstep.engine.Engine;
import io.lockstep.engine.EngineException;
import io.lockstep.engine.ExitCode;
import io.lockstep.engine.Outcome;
import io.lockstep.engine.RunObserver;
import io.lockstep.engine.RunOptions;
import io.lockstep.engine.compare.RunComparison;
import io.lockstep.engine.programs.ProgramAccess;
import io.lockstep.engine.report.ConsoleReport;
import io.lockstep.engine.report.FileOutcome;
import io.lockstep.engine.report.JUnitXml;
import io.lockstep.engine.report.Ktap;
import io.lockstep.engine.report.RunDirectory;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep run}. */
@Command(
    name = "run",
    description = "Runs scenarios and judges their expectations.",
    mixinStandardHelpOptions = true,
    versionProvider = LockstepCommand.Version.class)
final class RunCommand implements Callable<Integer> {
  @ParentCommand private LockstepCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private Reading reading;
  @Mixin private ProgramOptions programs;
  @Mixin private DebuggerOptions debugger;
  @Mixin private SeedOption seed;
  @Mixin private FormatOptions formats;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenario files (.scn).")
  private List<Path> files;

  @Option(
      names = "--kernel",
      paramLabel = "NAME",
      description = {
        "The kernel of nodes that name none; \"lockstep kernel list\" shows them.",
        "Default: the newest mainline one."
      })
  private String kernel;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Where the results go; of several scenarios, into sub-directories of it.",
        "Default: lockstep-out/SCENARIO. Earlier results there are replaced."
      })
  private Path out;

  @Option(
      names = "--case",
      paramLabel = "NAME",
      description = "Runs this case of a scenario with parameters only.")
  private String only;

  @Option(
      names = "--twice",
      description = {
        "Runs everything twice and names the first event that differs, if there is one.",
        "Exit code 1 if there is."
      })
  private boolean twice;

  @Option(
      names = {"-v", "--verbose"},
      description = "Prints fingerprints, too.")
  private boolean verbose;

  @Option(names = "--no-capture", description = "Do not record the frames (capture.pcapng).")
  private boolean withoutCapture;

  @Option(names = "--no-report", description = "Do not write a page for people (report.html).")
  private boolean withoutReport;

  private final List<FileOutcome> done = new ArrayList<>();

  @Override
  public Integer call() {
    if (debugger.wanted()) {
      if (files.size() > 1) {
        throw new Refusal("--gdb takes one scenario");
      }
      return debugger.run(
          spec.commandLine().getParent().getParseResult().originalArgs(), kernel);
    }
    int code = runAll();
    formats.write(
        () -> JUnitXml.of(done), () -> Ktap.of(done), spec.commandLine().getOut());
    return code;
  }

  private int runAll() {
    ExitCode worst = ExitCode.MET;
    List<String> names = RunDirectory.names(files);
    for (int i = 0; i < files.size(); i++) {
      ExitCode code = run(files.get(i), directory(names.get(i)));
      if (code == ExitCode.INTERRUPTED) {
        return code.code();
      }
      worst = worst.worse(code);
      if (code == ExitCode.INTERNAL_ERROR) {
        break;
      }
    }
    return worst.code();
  }

  private Path directory(String name) {
    if (out == null) {
      return Path.of("lockstep-out").resolve(name);
    }
    return files.size() == 1 ? out : out.resolve(name);
  }

  private ProgramAccess access() {
    programs.check();
    return programs.access();
  }

  /** Runs it once more and compares. */
  private ExitCode again(
      Engine engine, Path file, Path directory, RunOptions options, PrintWriter console) {
    Path other = directory.resolveSibling(directory.getFileName() + ".again");
    Outcome outcome =
        engine.run(file, options.withOut(other).withObserver(RunObserver.NONE));
    if (outcome.exitCode() == ExitCode.INTERRUPTED) {
      return outcome.exitCode();
    }
    try {
      RunComparison.Result result = RunComparison.compare(directory, other, true);
      result.lines().forEach(console::println);
      if (result.isSame()) {
        console.println(file + ": both runs are the same");
        MoreFiles.deleteRecursively(other, RecursiveDeleteOption.ALLOW_INSECURE);
      } else {
        console.println(
            file + ": NOT REPRODUCIBLE; the results of the second run are in " + other);
      }
      console.flush();
      return result.isSame() ? ExitCode.MET : ExitCode.EXPECTATION_FAILED;
    } catch (IOException e) {
      throw new Refusal("cannot compare both runs: " + e.getMessage());
    }
  }

  private ExitCode run(Path file, Path directory) {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter console =
        formats.takeStandardOutput() ? err : spec.commandLine().getOut();
    Engine engine = parent.engine();
    try (ProgressDisplay display = new ProgressDisplay(console, err, parent.terminal())) {
      RunOptions options =
          new RunOptions(
                  Optional.ofNullable(kernel),
                  reading.options().withSeed(seed.value()),
                  Optional.of(directory),
                  !withoutCapture,
                  access(),
                  display,
                  !withoutReport)
              .withCase(Optional.ofNullable(only));
      Outcome outcome = engine.run(file, options);
      if (outcome.cases().size() > 1) {
        console.print(ConsoleReport.summary(outcome.cases(), directory));
        console.flush();
      }
      done.add(new FileOutcome(file.toString(), outcome.cases(), problem(outcome)));
      if (verbose) {
        outcome.cases().forEach(one -> console.print(ConsoleReport.fingerprint(one)));
        console.flush();
      }
      return twice && !outcome.cases().isEmpty() && outcome.exitCode() != ExitCode.INTERRUPTED
          ? outcome.exitCode().worse(again(engine, file, directory, options, console))
          : outcome.exitCode();
    } catch (EngineException e) {
      done.add(new FileOutcome(file.toString(), ImmutableList.of(), e.getMessage()));
      err.println(e.getMessage());
      return e.exitCode();
    }
  }

  /** Why not all cases were run, or null. */
  private static String problem(Outcome outcome) {
    if (outcome.exitCode() == ExitCode.INTERRUPTED) {
      return "Interrupted.";
    } else if (outcome.exitCode() != ExitCode.INVALID) {
      return null;
    }
    return outcome.diagnostics().stream()
        .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
        .map(Diagnostic::render)
        .collect(Collectors.joining("\n"));
  }
}
