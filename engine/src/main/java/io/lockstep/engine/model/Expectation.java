package io.lockstep.engine.model;

/**
 * One {@code expect}.
 *
 * @param mode when the condition has to hold
 * @param atNs the virtual time at which it is judged, or -1 for the end of the run
 * @param fromNs the first moment that counts, if the mode is about a time
 * @param untilNs the last one, or -1 for the end of the run
 */
public record Expectation(
    Condition condition, Mode mode, long atNs, long fromNs, long untilNs, Source source) {
  /** When a condition has to hold. */
  public enum Mode {
    /** At one moment. */
    ONCE(""),
    /** At each moment of a time. */
    ALWAYS("always "),
    /** At no moment of a time. */
    NEVER("never "),
    /** At one moment of a time at least. */
    EVENTUALLY("eventually ");

    private final String prefix;

    Mode(String prefix) {
      this.prefix = prefix;
    }

    /** As it is written, with a blank behind it; empty for {@link #ONCE}. */
    public String prefix() {
      return prefix;
    }
  }

  /** One that is judged at one moment. */
  public Expectation(Condition condition, long atNs, Source source) {
    this(condition, Mode.ONCE, atNs, 0, -1, source);
  }

  /** Whether it has to be looked at again and again. */
  public boolean isWatched() {
    return mode != Mode.ONCE;
  }
}
