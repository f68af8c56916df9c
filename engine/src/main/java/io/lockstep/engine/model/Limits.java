package io.lockstep.engine.model;

/**
 * Bounds of one run.
 *
 * @param virtualNs virtual nanoseconds after which the run ends even if activities are not
 *     finished; positive
 */
public record Limits(long virtualNs) {
  private static final long HOUR_NS = 3_600_000_000_000L;

  /** One virtual hour: that of a run in which nothing is planned for later than its start. */
  public static final Limits DEFAULT = new Limits(HOUR_NS);

  /** The latest virtual time for which a scenario may plan anything: a week. */
  public static final long LATEST_NS = 7 * 24 * HOUR_NS;

  public Limits {
    if (virtualNs <= 0) {
      throw new IllegalArgumentException("virtualNs must be positive: " + virtualNs);
    }
  }

  /** Those of a scenario: one virtual hour behind the last moment that it names. */
  public static Limits of(ScenarioCase scenario) {
    long latest = 0;
    for (ActivitySpec activity : scenario.activities()) {
      latest = later(latest, activity.start());
      if (activity instanceof ActivitySpec.Script script) {
        for (ScriptStep step : script.steps()) {
          latest = step instanceof ScriptStep.Until until ? Math.max(latest, until.timeNs()) : latest;
        }
      }
    }
    for (ActionBlock block : scenario.timeline()) {
      latest = later(latest, block.when());
    }
    for (Expectation expectation : scenario.expectations()) {
      latest = Math.max(latest, Math.max(expectation.atNs(), expectation.untilNs()));
      latest = Math.max(latest, latest(expectation.condition()));
    }
    return new Limits(Math.min(latest, LATEST_NS) + HOUR_NS);
  }

  private static long later(long latest, When when) {
    return when instanceof When.At at ? Math.max(latest, at.timeNs()) : latest;
  }

  private static long latest(Condition condition) {
    if (condition instanceof Condition.And and) {
      return Math.max(latest(and.left()), latest(and.right()));
    } else if (condition instanceof Condition.Or or) {
      return Math.max(latest(or.left()), latest(or.right()));
    } else if (condition instanceof Condition.Not not) {
      return latest(not.operand());
    } else if (condition instanceof Condition.PacketSeen seen) {
      return seen.byNs();
    } else if (condition instanceof Condition.Completed completed) {
      return completed.byNs();
    }
    return 0;
  }
}
