package io.lockstep.engine.model;

/** Who sends in a flow. */
public enum Heading {
  /** Who begins. */
  FORWARD,
  /** The target. */
  BACKWARD,
  BOTH;

  /** Whether the one that begins sends. */
  public boolean forward() {
    return this != BACKWARD;
  }

  /** Whether the target sends. */
  public boolean backward() {
    return this != FORWARD;
  }
}
