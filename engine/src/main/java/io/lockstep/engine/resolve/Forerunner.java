package io.lockstep.engine.resolve;

/** Knows what the scenario defines before it has come to that. */
interface Forerunner {
  /** Whether a node or a group may be called so, without path and indices; quick. */
  boolean mayKnow(String name);

  /** All names that the scenario defines. */
  Names names();
}
