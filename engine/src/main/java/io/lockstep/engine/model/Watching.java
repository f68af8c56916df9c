package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/**
 * What is watched in a run besides expectations.
 *
 * @param implicit what is expected without being written
 * @param samples values whose course is kept
 */
public record Watching(ImmutableSet<Implicit> implicit, ImmutableList<Sample> samples) {
  /** As when a scenario says nothing about it. */
  public static final Watching DEFAULT =
      new Watching(ImmutableSet.copyOf(Implicit.values()), ImmutableList.of());

  /**
   * A value whose course is kept.
   *
   * @param text as the scenario writes it
   */
  public record Sample(Operand operand, String text) {}
}
