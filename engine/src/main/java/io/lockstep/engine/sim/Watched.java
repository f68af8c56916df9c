package io.lockstep.engine.sim;

import com.google.common.collect.ImmutableSortedSet;

/**
 * Something that a listener wants to look at whenever it may have changed.
 *
 * @param activities by which it may change
 * @param nodes by whose kernels it may change
 * @param packets whether frames can change it
 * @param fromNs the first virtual time that matters
 * @param untilNs the last one, or -1 for the end of the run
 */
public record Watched(
    ImmutableSortedSet<Integer> activities,
    ImmutableSortedSet<Integer> nodes,
    boolean packets,
    long fromNs,
    long untilNs) {}
