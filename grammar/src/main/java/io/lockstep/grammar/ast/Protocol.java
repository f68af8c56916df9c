package io.lockstep.grammar.ast;

/** What a flow speaks. */
public enum Protocol {
  TCP("tcp"),
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
