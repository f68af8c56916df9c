package io.lockstep.engine.model;

/**
 * One {@code expect}.
 *
 * @param atNs the virtual time at which it is judged, or -1 for the end of the run
 */
public record Expectation(Condition condition, long atNs, Source source) {}
