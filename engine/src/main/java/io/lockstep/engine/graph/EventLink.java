package io.lockstep.engine.graph;

import java.util.Locale;

/**
 * Why one event of a scenario has to do with another.
 *
 * @param from the earlier one
 * @param to the one that it leads to
 */
public record EventLink(Ref from, Ref to, Why why) {
  /** An event: its kind and its position in the scenario's list of that kind. */
  public record Ref(Event.Kind kind, int index) {}

  /** Reasons. */
  public enum Why {
    /** {@code after}: it happens when the other has ended. */
    AFTER,
    /** {@code when}: its condition looks at the other. */
    WHEN,
    /** The other starts it. */
    START,
    /** The other stops it. */
    STOP,
    /** It takes back what the other changed. */
    UNDO,
    /** An expectation looks at the other. */
    CHECK;

    /** In lower case, for documents. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
