package io.lockstep.engine.verdict;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Implicit;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.sim.ActivityResult;
import io.lockstep.engine.sim.ActivityState;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.sim.Observations;
import io.lockstep.engine.sim.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is expected of each run without being written ({@link Implicit}). */
final class ImplicitChecks {
  private static final int LINES = 6;
  private static final Pattern WARNING =
      Pattern.compile(
          "WARNING: |BUG: |kernel BUG at |suspicious RCU usage|refcount_t: |UBSAN: |KASAN: "
              + "|unregister_netdevice: waiting for|list_(?:add|del) corruption"
              + "|possible circular locking");

  private final ScenarioCase scenario;
  private final Optional<LeakChecks> leaks;

  ImplicitChecks(ScenarioCase scenario) {
    this.scenario = scenario;
    this.leaks = wanted(Implicit.LEAKS) ? Optional.of(new LeakChecks(scenario)) : Optional.empty();
  }

  private boolean wanted(Implicit one) {
    return scenario.watching().implicit().contains(one);
  }

  /** The run begins: what is open now may be open at the end. */
  void began(Observations seen) {
    leaks.ifPresent(check -> check.began(seen));
  }

  /** The run is over. */
  void ended(Observations seen) {
    leaks.ifPresent(check -> check.ended(seen));
  }

  /** A verdict for each that is not met. */
  ImmutableList<Verdict> judge(RunResult result) {
    ImmutableList.Builder<Verdict> failures = ImmutableList.builder();
    if (wanted(Implicit.WARNINGS)) {
      result.nodes().forEach(node -> warnings(node, result, failures));
    }
    if (wanted(Implicit.FLOWS)) {
      result.activities().forEach(activity -> flow(activity, result, failures));
    }
    leaks.ifPresent(check -> check.judge(result, failures));
    return failures.build();
  }

  private void warnings(
      NodeResult node, RunResult result, ImmutableList.Builder<Verdict> failures) {
    List<String> lines = node.log().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (WARNING.matcher(lines.get(i)).find()) {
        int from = Math.max(0, i - 1);
        failures.add(
            failure(
                Implicit.WARNINGS,
                scenario.nodes().get(node.index()).source(),
                result,
                "saw in the log of " + scenario.nodes().get(node.index()).name() + ": "
                    + lines.get(i).strip(),
                lines.subList(from, Math.min(lines.size(), from + LINES))));
        return;
      }
    }
  }

  private void flow(
      ActivityResult activity, RunResult result, ImmutableList.Builder<Verdict> failures) {
    ActivitySpec spec = scenario.activities().get(activity.index());
    boolean running =
        activity.state() == ActivityState.UNFINISHED
            && activity.reason().startsWith("still running");
    if (running && !spec.isDaemon()) {
      failures.add(
          failure(
              Implicit.FLOWS,
              spec.source(),
              result,
              "saw " + spec.name() + " " + activity.reason(),
              List.of()));
    }
  }

  /** One that is not met. */
  static Verdict failure(
      Implicit what, Source source, RunResult result, String seen, List<String> evidence) {
    List<String> lines = new ArrayList<>(evidence);
    lines.add("'implicit " + what.word() + " off' switches this expectation off");
    return new Verdict(
        -1,
        new Source(source.file(), source.line(), source.column(), "expect " + what.expected()),
        Status.FAILED,
        result.endNs(),
        seen,
        ImmutableList.copyOf(lines));
  }
}
