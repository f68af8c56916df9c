package io.lockstep.grammar.ast;

/** What a flow speaks. */
public enum Protocol {
  /** A stream of bytes. */
  TCP("tcp"),
  /** Datagrams. */
  UDP("udp");

  private final String word;

  Protocol(String word) {
    this.word = word;
  }

  /** As written. */
  public String word() {
    return word;
  }
}
