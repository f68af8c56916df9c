package io.lockstep.engine.traffic;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScriptStep;
import io.lockstep.engine.model.ScriptValue;
import io.lockstep.engine.script.CallRecord;
import io.lockstep.engine.script.Prepared;
import io.lockstep.engine.script.ScriptFailure;
import io.lockstep.engine.script.ScriptResult;
import io.lockstep.engine.script.Shown;
import io.lockstep.libos.Errno;
import java.util.ArrayList;
import java.util.List;

/** What a program has done: its calls, and what was not as expected. */
final class ScriptLog {
  private final TrafficContext context;
  private final String name;
  private final List<CallRecord> records = new ArrayList<>();
  private final List<ScriptFailure> failures = new ArrayList<>();

  /**
   * @param name of the program, as displayed
   */
  ScriptLog(TrafficContext context, String name) {
    this.context = context;
    this.name = name;
  }

  /**
   * A call has returned now.
   *
   * @param since when it was made
   */
  void returned(
      ScriptStep step,
      Prepared call,
      long since,
      long result,
      ScriptValue value,
      boolean interrupted) {
    String shown = result < 0 ? "-1 " + Errno.name(result) : Shown.value(value);
    records.add(
        new CallRecord(
            step.source(), call.shown(), since, context.now(), shown,
            result < 0 ? (int) -result : 0));
    long took = context.now() - since;
    context.note(
        name + ": " + call.shown() + " = " + shown
            + (took == 0 ? "" : " after " + Quantity.time(took))
            + (interrupted ? ", interrupted" : ""),
        step.source());
  }

  void failed(ScriptStep step, String expected, String seen) {
    failures.add(new ScriptFailure(step.source(), context.now(), expected, seen, records.size()));
  }

  boolean hasFailures() {
    return !failures.isEmpty();
  }

  /** The first failure in words. */
  String firstFailure() {
    ScriptFailure first = failures.get(0);
    return first.source().text() + ": "
        + (first.expected().isEmpty() ? "" : "expected " + first.expected() + ", ")
        + first.seen();
  }

  /**
   * All so far.
   *
   * @param waiting what the program is at, in words, or empty
   * @param step the present one, or null
   * @param open a call that has not returned, or null
   */
  ScriptResult result(String waiting, ScriptStep step, Prepared open, long since) {
    List<CallRecord> all = new ArrayList<>(records);
    if (open != null) {
      all.add(new CallRecord(step.source(), open.shown(), since, -1, "", 0));
    }
    return new ScriptResult(
        ImmutableList.copyOf(all),
        ImmutableList.copyOf(failures),
        waiting,
        step == null ? null : step.source(),
        since);
  }
}
