package io.lockstep.engine.model;

/** Which of a program's outputs. */
public enum OutputStreams {
  STDOUT("stdout"),
  STDERR("stderr"),
  /** Both, in the order of writing. */
  OUTPUT("output");

  private final String word;

  OutputStreams(String word) {
    this.word = word;
  }

  /** As a scenario writes it. */
  public String word() {
    return word;
  }
}
