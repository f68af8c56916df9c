package io.lockstep.bench;

import io.lockstep.engine.Engine;
import io.lockstep.engine.EngineException;
import io.lockstep.engine.ExitCode;
import io.lockstep.engine.Outcome;
import io.lockstep.engine.RunObserver;
import io.lockstep.engine.RunOptions;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.grammar.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a scenario that is expected to be met, once. */
public final class EngineRun {
  private EngineRun() {}

  /**
   * Writes a scenario into a directory and runs it there.
   *
   * @param kernel of all nodes, or empty for the default
   * @throws IOException if the scenario is invalid, cannot be run, or is not met
   */
  public static CaseOutcome run(
      String scenario, Path directory, String kernel, boolean capture, RunObserver observer)
      throws IOException {
    Path file = directory.resolve("bench.scn");
    Files.writeString(file, scenario);
    RunOptions options =
        RunOptions.DEFAULT.withOut(directory.resolve("out")).withObserver(observer);
    options = capture ? options : options.withoutCapture();
    options = kernel.isEmpty() ? options : options.withKernel(kernel);
    Outcome outcome;
    try {
      outcome = Engine.standard().run(file, options);
    } catch (EngineException e) {
      throw new IOException(e.getMessage(), e);
    }
    for (Diagnostic diagnostic : outcome.diagnostics()) {
      System.err.println(diagnostic.render());
    }
    if (outcome.exitCode() != ExitCode.MET) {
      throw new IOException("the scenario did not end as expected: " + outcome.exitCode());
    }
    return outcome.cases().get(0);
  }
}
