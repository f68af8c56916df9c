package io.lockstep.engine.verdict;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.script.CallRecord;
import io.lockstep.engine.script.ScriptFailure;
import io.lockstep.engine.script.ScriptResult;
import io.lockstep.engine.sim.ActivityResult;
import io.lockstep.engine.sim.ActivityState;
import io.lockstep.engine.sim.RunResult;
import java.util.List;

/** A program is an expectation: that everything in it comes out as it says. */
public final class ScriptVerdicts {
  /** The last calls before a failure that are shown. */
  private static final int SHOWN = 8;

  private ScriptVerdicts() {}

  /** One for each program that did all that it should, else one for each line that failed. */
  public static ImmutableList<Verdict> of(ScenarioCase scenario, RunResult result) {
    ImmutableList.Builder<Verdict> all = ImmutableList.builder();
    for (ActivityResult activity : result.activities()) {
      if (activity.script() != null) {
        add(scenario.activities().get(activity.index()), activity, result, all);
      }
    }
    return all.build();
  }

  private static void add(
      ActivitySpec spec,
      ActivityResult activity,
      RunResult result,
      ImmutableList.Builder<Verdict> all) {
    ScriptResult script = activity.script();
    for (ScriptFailure failure : script.failures()) {
      String seen =
          failure.expected().isEmpty()
              ? failure.seen()
              : "expected " + failure.expected() + ", " + failure.seen();
      all.add(
          verdict(
              failure.source(), Status.FAILED, failure.atNs(),
              seen + " at " + Quantity.time(failure.atNs()),
              evidence(spec, script, failure.calls())));
    }
    if (activity.state() == ActivityState.COMPLETED) {
      int calls = script.calls().size();
      all.add(
          verdict(
              spec.source(), Status.MET, activity.completedAtNs(),
              (calls == 1 ? "1 call" : calls + " calls") + ", completed at "
                  + Quantity.time(activity.completedAtNs()),
              ImmutableList.of()));
    } else if (script.failures().isEmpty()) {
      String since =
          script.sinceNs() < 0 ? "" : " since " + Quantity.time(script.sinceNs());
      boolean waiting = !script.waiting().isEmpty();
      all.add(
          verdict(
              waiting ? script.waitingAt() : spec.source(),
              Status.FAILED,
              result.endNs(),
              waiting
                  ? spec.name() + " " + script.waiting() + since + " when the run ended at "
                      + Quantity.time(result.endNs())
                  : spec.name() + ": " + activity.reason(),
              evidence(spec, script, script.calls().size())));
    }
  }

  private static Verdict verdict(
      Source source, Status status, long atNs, String seen, ImmutableList<String> evidence) {
    return new Verdict(-1, source, status, atNs, seen, evidence);
  }

  private static ImmutableList<String> evidence(
      ActivitySpec spec, ScriptResult script, int calls) {
    List<CallRecord> before = script.calls().subList(0, calls);
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add("the calls of " + spec.name() + ":");
    before.stream()
        .skip(Math.max(0, before.size() - SHOWN))
        .forEach(
            call ->
                lines.add(
                    "  " + Quantity.time(call.beginNs()) + "  " + call.call()
                        + (call.endNs() < 0
                            ? " …"
                            : " = " + call.result()
                                + (call.endNs() == call.beginNs()
                                    ? ""
                                    : " after "
                                        + Quantity.time(call.endNs() - call.beginNs())))));
    return lines.build();
  }
}
