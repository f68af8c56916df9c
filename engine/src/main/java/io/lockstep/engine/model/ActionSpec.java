package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;

/** Something that happens at a given virtual time. */
public sealed interface ActionSpec {
  long atNs();

  Source source();

  /** {@code down} and {@code up}: the carrier of both ends, and what is in flight, is lost. */
  record LinkState(long atNs, int link, boolean up, Source source) implements ActionSpec {}

  /** {@code set link { … }}: the whole new state of the directions. */
  record LinkChange(
      long atNs, int link, DirectionSpec forward, DirectionSpec backward, Source source)
      implements ActionSpec {}

  /** {@code set node { sysctl …; file … }}. */
  record NodeChange(long atNs, int node, ImmutableList<Setting> settings, Source source)
      implements ActionSpec {}
}
