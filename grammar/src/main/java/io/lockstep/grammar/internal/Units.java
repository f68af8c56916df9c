package io.lockstep.grammar.internal;

import java.util.Locale;
import java.util.Optional;

/** Finds the unit that was meant. */
final class Units {
  private Units() {}

  /** The unit nearest to what was written, known by another name or mistyped. */
  static Optional<String> suggest(String written) {
    String foreign = Words.FOREIGN_UNITS.get(written.toLowerCase(Locale.ROOT));
    if (written.equals("M")) {
      foreign = "MB";
    }
    return foreign != null
        ? Optional.of(foreign)
        : NearWords.nearest(written, Words.UNITS);
  }
}
