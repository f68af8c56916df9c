package io.lockstep.engine.describe;

import java.nio.file.Path;

/** How results name scenario files: alike wherever these lie. */
public final class ScenarioNames {
  private ScenarioNames() {}

  /** The file's name without its directories. */
  public static String base(String file) {
    Path name = Path.of(file).getFileName();
    return name == null ? file : name.toString();
  }

  /** A file's name or path without what marks it as a scenario: {@code a} of {@code a.scn.yaml}. */
  public static String stem(String file) {
    return file.replaceFirst("\\.scn(\\.ya?ml)?$", "");
  }
}
