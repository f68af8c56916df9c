package io.lockstep.engine.sim;

import io.lockstep.engine.model.Source;

/**
 * A fault that began to look at packets and has struck none.
 *
 * @param matched packets that its filter matched
 */
public record IdleFault(Source source, long matched) {
  /** For people. */
  public String seen() {
    return matched == 0
        ? "no packet matched"
        : "only " + matched + (matched == 1 ? " packet matched" : " packets matched");
  }
}
