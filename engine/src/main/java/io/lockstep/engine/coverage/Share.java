package io.lockstep.engine.coverage;

import java.util.Locale;

/**
 * How much of something was executed.
 *
 * @param lines with code
 * @param linesHit of them executed
 * @param functions that are compiled in
 * @param functionsHit of them called
 */
public record Share(int lines, int linesHit, int functions, int functionsHit) {
  Share plus(FileCoverage file) {
    return new Share(
        lines + file.lines(),
        linesHit + file.linesHit(),
        functions + file.functions().size(),
        functionsHit + file.functionsHit());
  }

  /** {@code 52.3 %}, or nothing of nothing. */
  public String linePercent() {
    return percent(linesHit, lines);
  }

  /** Likewise, of functions. */
  public String functionPercent() {
    return percent(functionsHit, functions);
  }

  private static String percent(int part, int whole) {
    return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }
}
