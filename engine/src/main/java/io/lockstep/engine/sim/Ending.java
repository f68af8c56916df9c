package io.lockstep.engine.sim;

import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.ScenarioCase;

/**
 * When a run is over: everything that the scenario asks for has happened, and then either no frame
 * has been under way for one virtual second or three seconds have passed.
 */
final class Ending {
  private static final long QUIET_NS = 1_000_000_000L;
  private static final long PATIENCE_NS = 3_000_000_000L;

  private int open;
  private long doneAt;

  /**
   * Creates it.
   *
   * @param open activities, actions and timed checks that have not ended
   */
  Ending(ScenarioCase scenario, int open) {
    this.open = open;
    for (Expectation expectation : scenario.expectations()) {
      if (expectation.atNs() < 0) {
        doneAt = Math.max(doneAt, latestPacket(expectation.condition()));
      }
    }
  }

  /** Until when packets count for a condition; flows are decided when they have ended. */
  private static long latestPacket(Condition condition) {
    if (condition instanceof Condition.PacketSeen seen) {
      return seen.byNs();
    } else if (condition instanceof Condition.And and) {
      return Math.max(latestPacket(and.left()), latestPacket(and.right()));
    } else if (condition instanceof Condition.Or or) {
      return Math.max(latestPacket(or.left()), latestPacket(or.right()));
    } else if (condition instanceof Condition.Not not) {
      return latestPacket(not.operand());
    }
    return 0;
  }

  /** One of the things has ended. */
  void done(long now) {
    open--;
    doneAt = Math.max(doneAt, now);
  }

  boolean isOpen() {
    return open > 0;
  }

  /**
   * The end, when nothing is open any more.
   *
   * @param framesInFlight at this moment
   * @param lastFrame when the last frame arrived or was lost
   */
  long time(int framesInFlight, long lastFrame) {
    long patience = doneAt + PATIENCE_NS;
    return framesInFlight > 0
        ? patience
        : Math.min(patience, Math.max(doneAt, lastFrame) + QUIET_NS);
  }
}
