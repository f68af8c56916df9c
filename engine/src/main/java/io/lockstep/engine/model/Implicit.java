package io.lockstep.engine.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is expected of each run without being written. */
public enum Implicit {
  /** No kernel warns of a mistake of its own. */
  WARNINGS("no warning of a kernel"),
  /** Each flow, ping and program that was started has ended. */
  FLOWS("an end of each flow that was started"),
  /** No node has more sockets or memory in use at the end than at the start. */
  LEAKS("no sockets and no memory left over");

  private final String expected;

  Implicit(String expected) {
    this.expected = expected;
  }

  /** As a scenario writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is expected, in words. */
  public String expected() {
    return expected;
  }

  /** That of a name. */
  public static Optional<Implicit> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
