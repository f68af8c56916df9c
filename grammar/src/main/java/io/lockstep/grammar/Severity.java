package io.lockstep.grammar;

/** How bad a {@link Diagnostic} is. */
public enum Severity {
  /** The scenario cannot run. */
  ERROR("error"),
  /** It can run, but probably does not do what was meant. */
  WARNING("warning");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** As messages show it. */
  public String word() {
    return word;
  }
}
