package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/**
 * A node: one kernel instance.
 *
 * @param index position in {@link ScenarioCase#nodes}
 * @param name as displayed: {@code r[3]}, {@code alice}
 * @param kernel name of a kernel build ({@code linux-6.12}), or empty for the default
 * @param memoryBytes RAM of the instance, or 0 for the default
 * @param callCostNs virtual time of each system call of its programs
 * @param settings sysctls and files of the kernel to write before time 0, in order
 * @param files those that its programs see, in order
 */
public record NodeSpec(
    int index,
    String name,
    String kernel,
    long memoryBytes,
    long callCostNs,
    ImmutableList<Setting> settings,
    ImmutableList<NodeFile> files,
    Source source) {
  /** A node without anything for programs. */
  public NodeSpec(
      int index,
      String name,
      String kernel,
      long memoryBytes,
      ImmutableList<Setting> settings,
      Source source) {
    this(index, name, kernel, memoryBytes, 0, settings, ImmutableList.of(), source);
  }
}
