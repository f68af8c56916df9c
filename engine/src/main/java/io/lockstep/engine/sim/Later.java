package io.lockstep.engine.sim;

import java.util.ArrayList;
import java.util.List;

/** Work that is to be done at a virtual time. */
final class Later {
  private final Clock clock;
  private final EventQueue queue;
  private final Ending ending;
  private final List<Runnable> work = new ArrayList<>();

  Later(Clock clock, EventQueue queue, Ending ending) {
    this.clock = clock;
    this.queue = queue;
    this.ending = ending;
  }

  /**
   * Has something done; the run does not end before.
   *
   * @param time in kernel time, not before now
   */
  void at(long time, Runnable what) {
    ending.keepUntil(time - clock.base);
    queue.push(time, clock.nextSequence(), Simulation.LATER | work.size());
    work.add(what);
  }

  /** The time of a piece of work has come. */
  void happen(int index) {
    Runnable what = work.get(index);
    work.set(index, null);
    what.run();
  }
}
