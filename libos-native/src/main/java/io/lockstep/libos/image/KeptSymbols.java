package io.lockstep.libos.image;

/** Which symbols a rewritten image keeps beside the exported ones. */
public enum KeptSymbols {
  /** None: the smallest image; backtraces show addresses. */
  NONE,
  /** Functions, for symbolised backtraces. */
  FUNCTIONS,
  /** All. */
  ALL
}
