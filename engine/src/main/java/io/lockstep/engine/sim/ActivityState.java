package io.lockstep.engine.sim;

/** How an activity ended. */
public enum ActivityState {
  COMPLETED,
  FAILED,
  /** It was still running, or had not yet started, when the run ended. */
  UNFINISHED
}
