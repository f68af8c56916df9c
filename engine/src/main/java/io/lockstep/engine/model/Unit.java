package io.lockstep.engine.model;

/** What a number counts. */
public enum Unit {
  /** A plain number: packets, a counter. */
  NONE,
  /** Nanoseconds. */
  TIME,
  /** Bytes. */
  SIZE,
  /** Bits per second. */
  RATE,
  /** A share of 1, shown as percent. */
  SHARE
}
