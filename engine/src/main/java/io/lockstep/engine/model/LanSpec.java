package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/**
 * A broadcast domain: an ideal cut-through switch with a port for each member.
 *
 * @param index position in {@link ScenarioCase#lans}
 * @param name as displayed
 * @param ports in the order of the members
 */
public record LanSpec(int index, String name, ImmutableList<LanPort> ports, Source source) {}
