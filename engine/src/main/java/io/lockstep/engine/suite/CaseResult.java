package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * What came of a case. Holds nothing that depends on the machine or on what ran beside it.
 *
 * @param status of it
 * @param exit what {@code lockstep run} would end with, or -1 if it did not come to an end
 * @param met number of expectations that are met
 * @param expectations number of all
 * @param endNs virtual nanoseconds when it ended
 * @param details what a person should read, line by line
 * @param fingerprint hashes by ingredient, as in {@code result.json}
 */
public record CaseResult(
    CaseStatus status,
    int exit,
    int met,
    int expectations,
    long endNs,
    ImmutableList<String> details,
    ImmutableMap<String, String> fingerprint) {

  /** Of a case that never came to an end. */
  static CaseResult without(CaseStatus status, String... details) {
    return new CaseResult(
        status, -1, 0, 0, 0, ImmutableList.copyOf(details), ImmutableMap.of());
  }

  /** The same with another status and a line before the others. */
  CaseResult as(CaseStatus other, String line) {
    return new CaseResult(
        other,
        exit,
        met,
        expectations,
        endNs,
        ImmutableList.<String>builder().add(line).addAll(details).build(),
        fingerprint);
  }

  /** One line behind the status. */
  public String summary() {
    if (exit < 0 || expectations == 0) {
      return details.isEmpty() ? "" : details.get(0);
    }
    return met + " of " + expectations + (expectations == 1 ? " expectation met" : " expectations met");
  }
}
