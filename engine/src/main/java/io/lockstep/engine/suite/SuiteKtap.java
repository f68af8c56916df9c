package io.lockstep.engine.suite;

import java.util.Map;

/** A suite in the Kernel Test Anything Protocol, version 1 (Documentation/dev-tools/ktap.rst). */
public final class SuiteKtap {
  private SuiteKtap() {}

  /** The whole document. */
  public static String of(SuiteResults results) {
    StringBuilder out = new StringBuilder("KTAP version 1\n1.." + results.cases().size() + "\n");
    int number = 0;
    for (Map.Entry<SuiteCase, CaseResult> one : results.cases().entrySet()) {
      CaseResult result = one.getValue();
      boolean good = !result.status().bad();
      if (!good) {
        result.details().forEach(line -> out.append("# ").append(line).append('\n'));
      }
      out.append(good ? "ok " : "not ok ").append(++number).append(' ')
          .append(one.getKey().id().replace("#", "\\#"));
      switch (result.status()) {
        case SKIPPED, NOT_RUN -> out.append(" # SKIP ").append(result.summary());
        case TIMED_OUT -> out.append(" # TIMEOUT");
        default -> { }
      }
      out.append('\n');
    }
    return out.toString();
  }
}
