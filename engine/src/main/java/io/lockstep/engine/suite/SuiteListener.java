package io.lockstep.engine.suite;

import java.util.Map;

/** Follows a suite. Calls come from several threads, one at a time. */
public interface SuiteListener {
  /** Hears nothing. */
  SuiteListener NONE = new SuiteListener() {};

  /** All cases are known, in the order of reports; for those that need no run, with the result. */
  default void planned(Map<SuiteCase, CaseResult> cases) {}

  /** A worker begins with a case. */
  default void started(int worker, SuiteCase what) {}

  /** A case has come to this virtual time, in nanoseconds. */
  default void progress(int worker, long timeNs) {}

  /** A worker is done with a case. */
  default void finished(int worker, SuiteCase what, CaseResult result) {}

  /** Something else that should be known, in a sentence. */
  default void note(String sentence) {}
}
