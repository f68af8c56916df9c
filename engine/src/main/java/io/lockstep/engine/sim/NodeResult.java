package io.lockstep.engine.sim;

/**
 * What is left of a node after the run.
 *
 * @param index of the node in the scenario
 * @param kernelName as a scenario writes it, or empty for the default
 * @param kernelRelease {@code 6.12.117}
 * @param log the kernel log
 * @param crash or null if the kernel was alive at the end
 */
public record NodeResult(
    int index, String kernelName, String kernelRelease, String log, NodeCrash crash) {}
