package io.lockstep.engine.sim;

/**
 * What is left of a node after the run.
 *
 * @param index of the node in the scenario
 * @param kernelName as a scenario writes it, or empty for the default
 * @param kernelRelease {@code 6.12.117}
 * @param log the kernel log; of all kernels, if it was rebooted
 * @param crash the last one, or null if no kernel of the node has crashed
 */
public record NodeResult(
    int index, String kernelName, String kernelRelease, String log, NodeCrash crash) {}
