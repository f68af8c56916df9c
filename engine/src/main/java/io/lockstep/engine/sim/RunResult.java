package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableList;

/**
 * The outcome of one run.
 *
 * @param endNs virtual nanoseconds since the start of the scenario
 * @param events events that were processed
 * @param activities in the order of the scenario
 * @param nodes likewise
 * @param links likewise, then the ports of the LANs
 * @param neverHappened indices of the blocks of the timeline that did not happen
 * @param neverStruck faults that looked at packets in vain
 * @param interrupted true if {@code Simulation.interrupt()} ended it
 */
public record RunResult(
    long endNs,
    long events,
    ImmutableList<ActivityResult> activities,
    ImmutableList<NodeResult> nodes,
    ImmutableList<LinkResult> links,
    ImmutableList<Integer> neverHappened,
    ImmutableList<IdleFault> neverStruck,
    boolean interrupted) {
  /** One all of whose faults have struck. */
  public RunResult(
      long endNs,
      long events,
      ImmutableList<ActivityResult> activities,
      ImmutableList<NodeResult> nodes,
      ImmutableList<LinkResult> links,
      ImmutableList<Integer> neverHappened,
      boolean interrupted) {
    this(
        endNs, events, activities, nodes, links, neverHappened, ImmutableList.of(), interrupted);
  }
}
