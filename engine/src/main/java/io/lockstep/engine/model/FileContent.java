package io.lockstep.engine.model;

/**
 * What a file holds.
 *
 * @param text the content, unless it is copied
 * @param copied path of the host's file that is read when the run begins; empty if there is none
 */
public record FileContent(String text, String copied) {
  /** Nothing. */
  public static final FileContent NONE = of("");

  /** This text. */
  public static FileContent of(String text) {
    return new FileContent(text, "");
  }

  /** What a file of the host holds. */
  public static FileContent copyOf(String path) {
    return new FileContent("", path);
  }

  public boolean isCopied() {
    return !copied.isEmpty();
  }
}
