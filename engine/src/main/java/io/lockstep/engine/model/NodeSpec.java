package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/**
 * A node: one kernel instance.
 *
 * @param index position in {@link ScenarioCase#nodes}
 * @param name as displayed: {@code r[3]}, {@code alice}
 * @param kernel name of a kernel build ({@code linux-6.12}), or empty for the default
 * @param memoryBytes RAM of the instance, or 0 for the default
 * @param settings sysctls and files to write before time 0, in order
 */
public record NodeSpec(
    int index,
    String name,
    String kernel,
    long memoryBytes,
    ImmutableList<Setting> settings,
    Source source) {}
