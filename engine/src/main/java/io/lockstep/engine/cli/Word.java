package io.lockstep.engine.cli;

import java.util.Locale;

/** A constant of an enum that is a value of an option, in lower case. */
interface Word {
  String name();

  /** As the user writes it. */
  default String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
