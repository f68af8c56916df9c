package io.lockstep.engine.suite;

import io.lockstep.engine.report.KtapDocument;
import java.util.Map;

/** A suite in KTAP: a test per case. */
public final class SuiteKtap {
  private SuiteKtap() {}

  /** The whole document. */
  public static String of(SuiteResults results) {
    KtapDocument document = new KtapDocument(results.cases().size());
    int number = 0;
    for (Map.Entry<SuiteCase, CaseResult> one : results.cases().entrySet()) {
      CaseResult result = one.getValue();
      boolean good = !result.status().bad();
      if (!good) {
        result.details().forEach(document::remark);
      }
      document.result(good, ++number, one.getKey().id(), directive(result));
    }
    return document.toString();
  }

  private static String directive(CaseResult result) {
    return switch (result.status()) {
      case SKIPPED, NOT_RUN -> "SKIP " + result.summary();
      case TIMED_OUT -> "TIMEOUT";
      default -> "";
    };
  }
}
