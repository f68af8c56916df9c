package io.lockstep.engine.sim;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.Expectation;
import io.lockstep.engine.model.ScenarioCase;
import java.util.BitSet;

/**
 * When a run is over: everything that is bound to happen has happened ({@link Prospects}), and then
 * either no frame has been under way for one virtual second or three seconds have passed.
 */
final class Ending {
  private static final long QUIET_NS = 1_000_000_000L;
  private static final long PATIENCE_NS = 3_000_000_000L;

  private final Prospects prospects;
  private final BitSet daemons = new BitSet();
  private int checks;
  private int done;
  private long doneAt;

  Ending(ScenarioCase scenario) {
    this.prospects = new Prospects(scenario);
    scenario.activities().stream()
        .filter(ActivitySpec::isDaemon)
        .forEach(spec -> daemons.set(spec.index()));
    for (Expectation expectation : scenario.expectations()) {
      if (expectation.atNs() < 0) {
        doneAt = Math.max(doneAt, expectation.untilNs());
        doneAt = Math.max(doneAt, latestPacket(expectation.condition()));
      } else {
        checks++;
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

  /** Something is to come until then. */
  void keepUntil(long time) {
    doneAt = Math.max(doneAt, time);
  }

  /** An activity begins. */
  void activityStarted(int index) {
    if (!daemons.get(index)) {
      prospects.activity(index);
    }
  }

  /** An activity has ended. */
  void activityEnded(int index, long now) {
    prospects.activity(index);
    done(now);
  }

  /** A block has happened. */
  void blockDone(int index, long now) {
    prospects.block(index);
    done(now);
  }

  /** An expectation has been judged at its time. */
  void checkDone(long now) {
    done(now);
  }

  private void done(long now) {
    done++;
    doneAt = Math.max(doneAt, now);
  }

  boolean isOpen() {
    return prospects.bound() + checks > done;
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
