package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.programs.ProgramResult;
import io.lockstep.engine.script.ScriptResult;

/**
 * What became of a flow, a ping or a program.
 *
 * @param index of the activity in the scenario
 * @param reason why it failed or did not finish ({@code ECONNREFUSED}, {@code node bob crashed}),
 *     or empty
 * @param completedAtNs virtual nanoseconds, or -1
 * @param metrics every metric that has a value, in the order of {@link MetricName}; times in
 *     nanoseconds, rates in bit/s
 * @param rttsNs of a ping: one entry per request in order of the sequence number, -1 where no reply
 *     came; empty for flows
 * @param program of a program of the host: its exit and output; else null
 * @param script of a program made of system calls: what it has done; else null
 */
public record ActivityResult(
    int index,
    ActivityState state,
    String reason,
    long completedAtNs,
    ImmutableMap<MetricName, Double> metrics,
    ImmutableLongArray rttsNs,
    ProgramResult program,
    ScriptResult script) {
  /** Of a flow or a ping. */
  public ActivityResult(
      int index,
      ActivityState state,
      String reason,
      long completedAtNs,
      ImmutableMap<MetricName, Double> metrics,
      ImmutableLongArray rttsNs) {
    this(index, state, reason, completedAtNs, metrics, rttsNs, null, null);
  }

  /** A metric, or NaN if it has no value. */
  public double metric(MetricName name) {
    Double value = metrics.get(name);
    return value == null ? Double.NaN : value;
  }
}
