package io.lockstep.engine.graph;

import io.lockstep.engine.model.When;

/**
 * One thing the scenario makes happen.
 *
 * @param kind which list of the scenario {@code index} points into
 * @param index position in {@code timeline}, {@code activities} or {@code expectations} of the
 *     {@link io.lockstep.engine.model.ScenarioCase}
 * @param when what lets it happen
 */
public record Event(Kind kind, int index, When when) {
  /** Kinds of event; at the same moment they happen in this order. */
  public enum Kind {
    /** A block of actions. */
    ACTION,
    /** An activity begins. */
    START,
    /** An expectation is judged. */
    CHECK
  }
}
