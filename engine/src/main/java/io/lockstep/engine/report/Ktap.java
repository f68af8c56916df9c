package io.lockstep.engine.report;

import io.lockstep.engine.describe.ScenarioNames;
import java.util.List;

/** Runs in KTAP: a test per run, with a subtest per expectation. */
public final class Ktap {
  private Ktap() {}

  /** The document. */
  public static String of(List<FileOutcome> files) {
    int count = 0;
    for (FileOutcome file : files) {
      count += file.cases().size() + (file.error() == null ? 0 : 1);
    }
    KtapDocument document = new KtapDocument(count);
    int number = 0;
    for (FileOutcome file : files) {
      for (CaseOutcome outcome : file.cases()) {
        run(document, ++number, outcome);
      }
      if (file.error() != null) {
        file.error().lines().forEach(document::remark);
        document.result(false, ++number, ScenarioNames.base(file.file()));
      }
    }
    return document.toString();
  }

  private static void run(KtapDocument document, int number, CaseOutcome outcome) {
    List<TestLines.Test> tests = TestLines.of(outcome);
    document.begin(TestLines.name(outcome), tests.size());
    for (int i = 0; i < tests.size(); i++) {
      TestLines.Test test = tests.get(i);
      if (!test.passed()) {
        document.remark(test.message());
        test.details().forEach(document::remark);
      }
      document.result(test.passed(), i + 1, test.name());
    }
    document.end();
    document.result(
        outcome.conclusion() == Conclusion.MET, number, TestLines.name(outcome));
  }
}
