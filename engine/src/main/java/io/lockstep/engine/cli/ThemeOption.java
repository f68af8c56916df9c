package io.lockstep.engine.cli;

import io.lockstep.engine.draw.Theme;
import picocli.CommandLine.Option;

/** {@code --theme} of the commands that draw. */
final class ThemeOption {
  /** Colours of a picture. */
  enum Colours implements Word {
    AUTO(Theme.AUTO),
    LIGHT(Theme.LIGHT),
    DARK(Theme.DARK);

    private final Theme theme;

    Colours(Theme theme) {
      this.theme = theme;
    }
  }

  @Option(
      names = "--theme",
      paramLabel = "THEME",
      description = {
        "Colours of an SVG: light, dark or auto, which follows the reader's screen (default)."
      })
  private Colours colours = Colours.AUTO;

  Theme theme() {
    return colours.theme;
  }
}
