package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.FaultSpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.When;
import io.lockstep.engine.traffic.Activity;
import io.lockstep.engine.traffic.Phase;
import io.lockstep.engine.traffic.ProgramActivity;
import io.lockstep.engine.traffic.ScriptActivity;
import io.lockstep.libos.Crash;
import java.net.InetAddress;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what a run leaves behind. */
final class Results {
  private final ScenarioCase scenario;
  private final SimulationSetup setup;
  private final Clock clock;

  Results(ScenarioCase scenario, SimulationSetup setup, Clock clock) {
    this.scenario = scenario;
    this.setup = setup;
    this.clock = clock;
  }

  /**
   * The results.
   *
   * @param happened blocks of the timeline
   */
  RunResult of(List<Activity> activities, BitSet happened, boolean interrupted) {
    ImmutableList.Builder<ActivityResult> activityResults = ImmutableList.builder();
    for (Activity activity : activities) {
      activityResults.add(activity(activity, interrupted));
    }
    ImmutableList.Builder<NodeResult> nodeResults = ImmutableList.builder();
    for (SimulatedNode node : setup.nodes()) {
      if (node != null) {
        nodeResults.add(
            new NodeResult(
                node.index,
                node.spec.kernel(),
                node.kernel.image().release(),
                KernelLog.shift(node.log(), setup.base()),
                node.crash));
      }
    }
    ImmutableList.Builder<LinkResult> linkResults = ImmutableList.builder();
    LinkDirection[] directions = setup.directions();
    for (int i = 0; i < directions.length; i += 2) {
      linkResults.add(
          new LinkResult(
              i / 2, ImmutableList.of(directions[i].result(), directions[i + 1].result())));
    }
    ImmutableList.Builder<Integer> neverHappened = ImmutableList.builder();
    for (int i = 0; i < scenario.timeline().size(); i++) {
      if (!happened.get(i)) {
        neverHappened.add(i);
      }
    }
    return new RunResult(
        clock.scenario(),
        clock.events,
        activityResults.build(),
        nodeResults.build(),
        linkResults.build(),
        neverHappened.build(),
        neverStruck(directions),
        interrupted);
  }

  /** A fault can be at work in several directions, and begin anew when its block happens again. */
  private static ImmutableList<IdleFault> neverStruck(LinkDirection[] directions) {
    Map<FaultSpec, Long> matched = new LinkedHashMap<>();
    Set<FaultSpec> struck = new HashSet<>();
    for (LinkDirection direction : directions) {
      for (Fault fault : direction.faults == null ? List.<Fault>of() : direction.faults.all()) {
        matched.merge(fault.spec, fault.number(), Math::max);
        if (fault.hasStruck()) {
          struck.add(fault.spec);
        }
      }
    }
    return matched.entrySet().stream()
        .filter(entry -> !struck.contains(entry.getKey()))
        .map(entry -> new IdleFault(entry.getKey().source(), entry.getValue()))
        .sorted(
            Comparator.comparing((IdleFault fault) -> fault.source().file())
                .thenComparing(fault -> fault.source().line())
                .thenComparing(fault -> fault.source().column()))
        .collect(ImmutableList.toImmutableList());
  }

  private static ActivityResult activity(Activity activity, boolean interrupted) {
    ActivityState state =
        switch (activity.phase()) {
          case COMPLETED -> ActivityState.COMPLETED;
          case FAILED -> ActivityState.FAILED;
          case WAITING, RUNNING -> ActivityState.UNFINISHED;
        };
    String reason = activity.reason();
    if (state == ActivityState.UNFINISHED) {
      reason =
          interrupted
              ? "the run was interrupted"
              : activity.phase() == Phase.RUNNING
                  ? "still running at the end of the run"
                  : activity.spec().start() instanceof When.At
                      ? "the run ended before its start"
                      : "nothing started it";
    }
    ImmutableMap.Builder<MetricName, Double> metrics = ImmutableMap.builder();
    for (MetricName name : MetricName.values()) {
      double value = activity.metric(name);
      if (!Double.isNaN(value)) {
        metrics.put(name, value);
      }
    }
    return new ActivityResult(
        activity.spec().index(),
        state,
        reason,
        activity.completedAt(),
        metrics.build(),
        activity.rtts(),
        activity instanceof ProgramActivity program ? program.result() : null,
        activity instanceof ScriptActivity script ? script.result() : null,
        parts(activity),
        hops(activity));
  }

  private static ImmutableList<ImmutableMap<MetricName, Double>> parts(Activity activity) {
    boolean group =
        activity.spec() instanceof ActivitySpec.UdpFlow flow
            && !flow.datagrams().members().isEmpty();
    if (activity.spec() instanceof ActivitySpec.Traceroute || activity.parts() < 2 && !group) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<ImmutableMap<MetricName, Double>> parts = ImmutableList.builder();
    for (int i = 1; i <= activity.parts(); i++) {
      ImmutableMap.Builder<MetricName, Double> metrics = ImmutableMap.builder();
      for (MetricName name : MetricName.values()) {
        double value = activity.metric(name, i);
        if (!Double.isNaN(value)) {
          metrics.put(name, value);
        }
      }
      parts.add(metrics.build());
    }
    return parts.build();
  }

  private static ImmutableList<InetAddress> hops(Activity activity) {
    ImmutableList.Builder<InetAddress> hops = ImmutableList.builder();
    if (activity.spec() instanceof ActivitySpec.Traceroute) {
      double count = activity.metric(MetricName.HOPS);
      for (int ttl = 1; ttl <= count; ttl++) {
        InetAddress hop = activity.hop(ttl);
        hops.add(hop == null ? InetAddresses.forString("0.0.0.0") : hop);
      }
    }
    return hops.build();
  }

  static NodeCrash crash(Crash crash, long base) {
    return new NodeCrash(
        crash.kind().name(),
        crash.reason(),
        crash.timeNs() - base,
        ImmutableList.copyOf(crash.backtrace()));
  }
}
