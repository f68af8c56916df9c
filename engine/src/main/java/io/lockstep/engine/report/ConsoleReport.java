package io.lockstep.engine.report;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.programs.ProgramResult;
import io.lockstep.engine.sim.ActivityResult;
import io.lockstep.engine.sim.IdleFault;
import io.lockstep.engine.sim.NodeCrash;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.verdict.Status;
import io.lockstep.engine.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a person reads: one line per expectation, evidence behind those that are not met. */
public final class ConsoleReport {
  private static final int BACKTRACE_LINES = 12;
  private static final String INDENT = "        ";

  private final StringBuilder out = new StringBuilder();

  private ConsoleReport() {}

  /** The report of one run; ends with a newline. */
  public static String of(CaseOutcome outcome) {
    ConsoleReport report = new ConsoleReport();
    report.write(outcome);
    return report.out.toString();
  }

  /** One line with the fingerprint of a run, by ingredient. */
  public static String fingerprint(CaseOutcome outcome) {
    StringBuilder line = new StringBuilder("fingerprint");
    if (!outcome.scenario().name().isEmpty()) {
      line.append(" of ").append(outcome.scenario().name());
    }
    outcome.fingerprint().forEach((name, hash) -> line.append("  ").append(name).append(' ').append(hash));
    return line.append('\n').toString();
  }

  /**
   * The closing lines of a matrix: one per case.
   *
   * @param directory that of the matrix
   */
  public static String summary(List<CaseOutcome> cases, Path directory) {
    ConsoleReport report = new ConsoleReport();
    long met = cases.stream().filter(c -> c.conclusion() == Conclusion.MET).count();
    Path page = directory.resolve(RunDirectory.REPORT);
    String file = cases.get(0).scenario().file();
    report.line(file + ": " + met + " of " + cases.size() + " cases met"
            + (Files.exists(page) ? "; report in " + page : ""));
    for (CaseOutcome outcome : cases) {
      report.line("  " + outcome.conclusion().word() + "  " + outcome.scenario().name());
    }
    return report.out.toString();
  }

  private void write(CaseOutcome outcome) {
    ScenarioCase scenario = outcome.scenario();
    if (!scenario.name().isEmpty()) {
      line(scenario.file() + " with " + scenario.name() + ":");
    }
    outcome.verdicts().forEach(this::verdict);
    outcome.implicit().forEach(this::verdict);
    for (NodeResult node : outcome.result().nodes()) {
      if (node.crash() != null) {
        crash(outcome, node);
      }
    }
    for (ActivityResult result : outcome.result().activities()) {
      if (result.program() != null) {
        program(scenario.activities().get(result.index()), result);
      }
    }
    for (int block : outcome.result().neverHappened()) {
      Source source = scenario.timeline().get(block).source();
      line("never happened  " + source.location() + "  " + source.text());
    }
    for (IdleFault fault : outcome.result().neverStruck()) {
      Source source = fault.source();
      line("never struck  " + source.location() + "  " + source.text() + "   " + fault.seen());
    }
    if (outcome.conclusion() != Conclusion.MET) {
      String one = scenario.name().isEmpty() ? "" : " --case '" + scenario.name() + "'";
      line(
          "reproduce  lockstep run " + scenario.file() + one + " --seed " + scenario.seed());
    }
    int all = outcome.verdicts().size();
    String met =
        all == 0
            ? "no expectations"
            : outcome.met() + " of " + all + (all == 1 ? " expectation" : " expectations") + " met";
    line(
        scenario.file() + ": " + met + ", " + Quantity.time(outcome.result().endNs())
            + " of virtual time; " + outcome.where());
  }

  private void verdict(Verdict verdict) {
    String word = switch (verdict.status()) {
      case MET -> "ok";
      case FAILED -> "FAILED";
      case UNDECIDED -> "UNDECIDED";
    };
    line(
        word + "  " + verdict.source().location() + "  " + verdict.source().text() + "   "
            + verdict.seen());
    if (verdict.status() != Status.MET) {
      verdict.evidence().forEach(evidence -> line(INDENT + evidence));
    }
  }

  private void program(ActivitySpec spec, ActivityResult result) {
    ProgramResult program = result.program();
    String how;
    if (program.startNs() < 0) {
      how = "never started";
    } else if (program.endNs() < 0) {
      how = result.reason().isEmpty() ? "did not end" : result.reason();
    } else {
      how =
          (program.signal() > 0
                  ? "ended by signal " + program.signal()
                  : "exit status " + program.exit())
              + " at " + Quantity.time(program.endNs())
              + (result.reason().isEmpty() ? "" : ", " + result.reason());
    }
    line("program  " + spec.source().location() + "  " + spec.name() + ": " + how);
  }

  private void crash(CaseOutcome outcome, NodeResult node) {
    NodeCrash crash = node.crash();
    line(
        "CRASHED  " + outcome.scenario().nodes().get(node.index()).name() + " ("
            + outcome.kernelOf(node) + ", " + node.kernelRelease() + ") at "
            + Quantity.time(crash.timeNs()) + ": " + crash.reason() + " ("
            + crash.kind().toLowerCase(Locale.ROOT).replace('_', ' ') + ")");
    List<String> trace = crash.backtrace();
    trace.stream().limit(BACKTRACE_LINES).forEach(frame -> line(INDENT + frame.strip()));
    if (trace.size() > BACKTRACE_LINES) {
      line(INDENT + "… " + (trace.size() - BACKTRACE_LINES) + " more");
    }
    String log = ResultJson.logNames(outcome.scenario()).get(node.index());
    line(INDENT + "kernel log: " + outcome.directory().resolve(log));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
