package io.lockstep.engine.bisect;

import java.util.List;
import java.util.Optional;

/** Versions between a good one and a bad one, of which the first bad one is looked for. */
public interface History {
  /** The good end. */
  Candidate good();

  /** The bad end. */
  Candidate bad();

  /** The version before a culprit. */
  Candidate before(Candidate culprit);

  /** The first version to try; empty if there is none between the ends. */
  Optional<Candidate> begin();

  /**
   * The next version to try.
   *
   * @return empty if the search is over
   */
  Optional<Candidate> next(Candidate tried, Judgement judgement);

  /** The first bad version, or several if those that could not be told are in the way. */
  List<Candidate> culprits();

  /** What there is to know about a culprit: author, date, message, changed files. */
  String describe(Candidate culprit);

  /** About how many more versions have to be tried. */
  int left();
}
