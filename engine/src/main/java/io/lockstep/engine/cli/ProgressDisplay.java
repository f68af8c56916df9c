package io.lockstep.engine.cli;

import io.lockstep.engine.RunObserver;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.report.ConsoleReport;
import io.lockstep.grammar.Diagnostic;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Prints the report of each case when it is finished; on a terminal, also shows on standard error
 * how far it is, in virtual time, wall time and events.
 */
final class ProgressDisplay implements RunObserver, AutoCloseable {
  private static final int UPDATE_MILLIS = 200;
  private static final long MILLISECOND = 1_000_000;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;
  private ProgressBar bar;

  ProgressDisplay(PrintWriter out, PrintWriter err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void checked(List<Diagnostic> diagnostics) {
    diagnostics.forEach(diagnostic -> err.println(diagnostic.render()));
    err.flush();
  }

  @Override
  public void started(ScenarioCase scenario, int number, int ofCases) {
    if (terminal) {
      String name = scenario.name().isEmpty() ? scenario.title() : scenario.name();
      String count = ofCases == 1 ? "" : " (" + number + "/" + ofCases + ")";
      bar =
          new ProgressBarBuilder()
              .setTaskName(name + count)
              .setUnit(" events", 1)
              .setInitialMax(-1)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .clearDisplayOnFinish()
              .build();
    }
  }

  @Override
  public void booted(int nodes, int ofNodes) {
    if (bar != null) {
      bar.setExtraMessage(" booted " + nodes + " of " + ofNodes);
    }
  }

  @Override
  public void progress(long timeNs, long events) {
    if (bar != null) {
      long rounded = timeNs / MILLISECOND * MILLISECOND;
      bar.setExtraMessage(String.format(Locale.ROOT, " virtual time %s", Quantity.time(rounded)));
      bar.stepTo(events);
    }
  }

  @Override
  public void finished(CaseOutcome outcome) {
    close();
    out.print(ConsoleReport.of(outcome));
    out.flush();
  }

  @Override
  public void abandoned(ScenarioCase scenario) {
    close();
  }

  /** Takes the progress bar away. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
