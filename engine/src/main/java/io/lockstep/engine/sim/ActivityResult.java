package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.programs.ProgramResult;
import io.lockstep.engine.script.ScriptResult;
import java.net.InetAddress;

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
 * @param parts of a flow with several connections, or to a group: what each of them has
 * @param hops of a traceroute: who answered to TTL 1, 2 and so on; the unspecified address if nobody
 *     did
 */
public record ActivityResult(
    int index,
    ActivityState state,
    String reason,
    long completedAtNs,
    ImmutableMap<MetricName, Double> metrics,
    ImmutableLongArray rttsNs,
    ProgramResult program,
    ScriptResult script,
    ImmutableList<ImmutableMap<MetricName, Double>> parts,
    ImmutableList<InetAddress> hops) {
  /** Of a flow or a ping. */
  public ActivityResult(
      int index,
      ActivityState state,
      String reason,
      long completedAtNs,
      ImmutableMap<MetricName, Double> metrics,
      ImmutableLongArray rttsNs) {
    this(
        index, state, reason, completedAtNs, metrics, rttsNs, null, null, ImmutableList.of(),
        ImmutableList.of());
  }

  /** A metric, or NaN if it has no value. */
  public double metric(MetricName name) {
    Double value = metrics.get(name);
    return value == null ? Double.NaN : value;
  }
}
