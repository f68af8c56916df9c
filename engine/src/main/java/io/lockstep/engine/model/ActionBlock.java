package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/**
 * Actions that happen together, in order.
 *
 * @param when what lets them happen; they do once at most
 */
public record ActionBlock(When when, ImmutableList<ActionSpec> actions, Source source) {}
