package io.lockstep.libos.coverage;

/**
 * An arc of a function's control flow.
 *
 * @param from number of the block that it leaves
 * @param to number of the block that it enters
 * @param counted whether there is a counter for it; the others follow, because as much leaves a
 *     block as enters it
 */
record Arc(int from, int to, boolean counted) {}
