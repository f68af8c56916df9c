package io.lockstep.engine.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * How a condition, or part of one, came out.
 *
 * @param subject what it is about, for conditions with several parts
 * @param seen what was seen of it, without "saw"
 */
record Finding(Status status, String subject, String seen, List<String> evidence) {
  Finding join(Finding other, Status joined) {
    List<String> all = new ArrayList<>(evidence);
    all.addAll(other.evidence);
    return new Finding(joined, "", both(part(), other.part()), all);
  }

  private String part() {
    return subject.isEmpty() ? seen : subject + " " + seen.replaceFirst("^it ", "");
  }

  Finding negate() {
    return new Finding(status.negate(), subject, seen, evidence);
  }

  /** Two observations, or one if they are the same. */
  private static String both(String one, String other) {
    return one.equals(other) ? one : one + "; " + other;
  }
}
