package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import java.util.function.Supplier;

/** Finds out what a case defines once somebody wants to know. */
final class Outlook implements Forerunner {
  private final Library library;
  private final Supplier<ImmutableList<Integer>> picks;
  private Names found;

  /**
   * @param picks the choices of the case so far; those that are still open do not matter
   */
  Outlook(Library library, Supplier<ImmutableList<Integer>> picks) {
    this.library = library;
    this.picks = picks;
  }

  @Override
  public boolean mayKnow(String name) {
    return library.mayBeNode(name);
  }

  @Override
  public Names names() {
    if (found == null) {
      found = Declarer.names(library, Choices.of(picks.get()));
    }
    return found;
  }
}
