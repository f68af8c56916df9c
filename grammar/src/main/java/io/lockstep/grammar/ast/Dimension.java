package io.lockstep.grammar.ast;

/** What a quantity measures. */
public enum Dimension {
  /** A plain number. */
  NUMBER("a plain number"),
  /** Nanoseconds. */
  TIME("a time"),
  /** Bits per second. */
  RATE("a rate"),
  /** Bytes. */
  SIZE("a size"),
  /** A share of 1. */
  SHARE("a percentage"),
  /** Frames. */
  PACKETS("a number of packets");

  private final String description;

  Dimension(String description) {
    this.description = description;
  }

  /** With its article, as messages name it: {@code a time}. */
  public String description() {
    return description;
  }
}
