package io.lockstep.engine.traffic;

/** How far an activity has come. */
public enum Phase {
  WAITING,
  RUNNING,
  COMPLETED,
  FAILED
}
