package io.lockstep.engine.report;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.describe.ScenarioNames;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.sim.NodeCrash;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.verdict.Status;
import io.lockstep.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A run as continuous integration sees it: a test per expectation, and one for the kernels. */
final class TestLines {
  /**
   * One test.
   *
   * @param message why it failed, or null if it did not
   * @param details further lines
   * @param line in the scenario, or 0
   */
  record Test(String name, String message, ImmutableList<String> details, int line) {
    boolean passed() {
      return message == null;
    }
  }

  private TestLines() {}

  static List<Test> of(CaseOutcome outcome) {
    List<Test> tests = new ArrayList<>();
    for (Verdict verdict : outcome.verdicts()) {
      Source source = verdict.source();
      boolean met = verdict.status() == Status.MET;
      tests.add(
          new Test(
              source.text() + " (line " + source.line() + ")",
              met ? null : verdict.seen(),
              met ? ImmutableList.of() : evidence(verdict),
              source.line()));
    }
    List<String> crashes = new ArrayList<>();
    List<String> traces = new ArrayList<>();
    for (NodeResult node : outcome.result().nodes()) {
      NodeCrash crash = node.crash();
      if (crash != null) {
        String name = outcome.scenario().nodes().get(node.index()).name();
        crashes.add(name + " at " + Quantity.time(crash.timeNs()) + ": " + crash.reason());
        if (!crash.kind().equals("ENDLESS_LOOP")) {
          traces.addAll(crash.backtrace());
        }
      }
    }
    String message = crashes.isEmpty() ? null : String.join("; ", crashes);
    tests.add(new Test("no kernel crashes", message, ImmutableList.copyOf(traces), 0));
    return tests;
  }

  private static ImmutableList<String> evidence(Verdict verdict) {
    return ImmutableList.<String>builder()
        .add(verdict.source().location())
        .addAll(verdict.evidence())
        .build();
  }

  /** {@code outage}, {@code queue with cc=bbr}. */
  static String name(CaseOutcome outcome) {
    String file = ScenarioNames.base(outcome.scenario().file());
    return outcome.scenario().name().isEmpty() ? file : file + " with " + outcome.scenario().name();
  }
}
