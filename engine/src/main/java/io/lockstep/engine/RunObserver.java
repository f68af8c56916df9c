package io.lockstep.engine;

import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.grammar.Diagnostic;
import java.util.List;

/** Follows a run while it goes on, for people who wait. Calls come from the running thread. */
public interface RunObserver {
  /** Ignores everything. */
  RunObserver NONE = new RunObserver() {};

  /** What there is to say about the scenario; with an error, no case begins. */
  default void checked(List<Diagnostic> diagnostics) {}

  /**
   * A case begins.
   *
   * @param number from 1
   */
  default void started(ScenarioCase scenario, int number, int ofCases) {}

  /** So many kernels have been booted. */
  default void booted(int nodes, int ofNodes) {}

  /** The simulation has come to this virtual time, in nanoseconds. */
  default void progress(long timeNs, long events) {}

  /** A case is completed, judged and written. */
  default void finished(CaseOutcome outcome) {}

  /** A case ended before it was completed, by a failure or an interrupt. */
  default void abandoned(ScenarioCase scenario) {}
}
