package io.lockstep.engine.lsp;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps mistakes of our own from ending the server: they are logged to standard error. */
final class Failures {
  private static final Logger LOG = Logger.getLogger("lockstep.language-server");

  private Failures() {}

  static void log(String what, Throwable failure) {
    LOG.log(Level.WARNING, what + " failed", failure);
  }

  /** The result of the work, or something else if it fails. */
  static <T> T guarded(String what, T otherwise, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | StackOverflowError e) {
      log(what, e);
      return otherwise;
    }
  }
}
