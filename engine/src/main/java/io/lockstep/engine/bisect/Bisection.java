package io.lockstep.engine.bisect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The loop: builds a version, runs the scenario, asks for the next one. */
public final class Bisection {
  /** Builds a version and runs the scenario on it. */
  public interface Trial {
    /**
     * How it went; empty if the version cannot be built.
     *
     * @throws BisectException if there is no use in going on
     */
    Optional<Behaviour> run(Candidate candidate);
  }

  /** Follows it. */
  public interface Listener {
    /** A version is about to be tried. */
    default void trying(Candidate candidate, int left) {}

    /** And this is what came of it. */
    default void tried(Step step) {}
  }

  /** What tells a good version from a bad one. */
  public enum By {
    /** Whether the expectations are met. */
    VERDICT,
    /** Whether everything is exactly as on the good one. */
    FINGERPRINT
  }

  /**
   * One version that was tried.
   *
   * @param behaviour empty if it could not be built
   */
  public record Step(Candidate candidate, Judgement judgement, Optional<Behaviour> behaviour) {}

  /**
   * What came out.
   *
   * @param culprits the first bad version; several if some could not be told
   * @param differences what is different on the culprit, compared with the version before
   */
  public record Report(List<Step> steps, List<Candidate> culprits, List<String> differences) {}

  private final History history;
  private final Trial trial;
  private final Listener listener;
  private final By by;
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private Behaviour reference;

  public Bisection(History history, Trial trial, Listener listener, By by) {
    this.history = history;
    this.trial = trial;
    this.listener = listener;
    this.by = by;
  }

  /**
   * Finds the culprit.
   *
   * @throws BisectException if the ends do not behave as they should, or something else is wrong
   */
  public Report run() {
    Step good = attempt(history.good());
    Behaviour first =
        good.behaviour()
            .orElseThrow(() -> new BisectException("The good end cannot be built."));
    if (!first.told()) {
      throw new BisectException(
          "On the good end, the scenario does not come to an end: " + first.result().summary());
    } else if (by == By.VERDICT && !first.met()) {
      throw new BisectException(
          "On the good end, not all expectations are met: "
              + String.join("; ", first.result().details()));
    }
    Step bad = attempt(history.bad());
    if (bad.judgement() == Judgement.SKIP) {
      throw new BisectException(
          bad.behaviour().isEmpty()
              ? "The bad end cannot be built."
              : "On the bad end, the scenario does not come to an end: "
                  + bad.behaviour().get().result().summary());
    } else if (bad.judgement() == Judgement.GOOD) {
      throw new BisectException(
          by == By.VERDICT
              ? "On the bad end, all expectations are met: there is nothing to look for. What else"
                  + " has changed can be found with --by fingerprint."
              : "Both ends behave exactly the same.");
    }
    Optional<Candidate> next = history.begin();
    while (next.isPresent()) {
      Step step = attempt(next.get());
      next = history.next(step.candidate(), step.judgement());
    }
    List<Candidate> culprits = history.culprits();
    return new Report(List.copyOf(steps.values()), culprits, differences(culprits));
  }

  private List<String> differences(List<Candidate> culprits) {
    if (culprits.size() != 1) {
      return List.of();
    }
    Optional<Behaviour> before = attempt(history.before(culprits.get(0))).behaviour();
    Optional<Behaviour> after = attempt(culprits.get(0)).behaviour();
    return before.isPresent() && after.isPresent()
        ? before.get().differences(after.get())
        : new ArrayList<>();
  }

  /** Tries a version, once. */
  private Step attempt(Candidate candidate) {
    Step known = steps.get(candidate.id());
    if (known != null) {
      return known;
    }
    listener.trying(candidate, history.left());
    Optional<Behaviour> behaviour = trial.run(candidate);
    if (reference == null) {
      reference = behaviour.orElse(null);
    }
    Step step = new Step(candidate, judge(behaviour), behaviour);
    steps.put(candidate.id(), step);
    listener.tried(step);
    return step;
  }

  private Judgement judge(Optional<Behaviour> behaviour) {
    if (behaviour.isEmpty() || !behaviour.get().told()) {
      return Judgement.SKIP;
    }
    boolean good =
        by == By.VERDICT ? behaviour.get().met() : reference.identical(behaviour.get());
    return good ? Judgement.GOOD : Judgement.BAD;
  }
}
