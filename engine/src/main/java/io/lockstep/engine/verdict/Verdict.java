package io.lockstep.engine.verdict;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Source;

/**
 * What became of one expectation.
 *
 * @param expectation index in the scenario, or -1 for what a program expects
 * @param source where it stands and how it is written
 * @param status of it
 * @param atNs virtual nanoseconds at which it was judged, or -1 if that never happened
 * @param seen what was seen, in words: {@code saw 20.000448 ms}
 * @param evidence further lines that help to understand a failure; may be empty
 */
public record Verdict(
    int expectation,
    Source source,
    Status status,
    long atNs,
    String seen,
    ImmutableList<String> evidence) {
  /** The same with more evidence. */
  public Verdict with(Iterable<String> moreEvidence) {
    return new Verdict(
        expectation,
        source,
        status,
        atNs,
        seen,
        ImmutableList.<String>builder().addAll(evidence).addAll(moreEvidence).build());
  }
}
