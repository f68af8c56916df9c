package io.lockstep.engine.report;

import io.lockstep.engine.describe.ScenarioNames;
import io.lockstep.engine.report.JUnitDocument.Ending;
import io.lockstep.engine.report.JUnitDocument.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs in the XML of JUnit: a suite per run, a test case per expectation. There are no times:
 * virtual ones would be taken for real ones.
 */
public final class JUnitXml {
  private JUnitXml() {}

  /** The document. */
  public static String of(List<FileOutcome> files) {
    List<JUnitDocument.Suite> suites = new ArrayList<>();
    for (FileOutcome file : files) {
      file.cases().forEach(outcome -> suites.add(suite(file, outcome)));
      if (file.error() != null) {
        suites.add(error(file));
      }
    }
    return JUnitDocument.of("lockstep", suites);
  }

  private static JUnitDocument.Suite suite(FileOutcome file, CaseOutcome outcome) {
    String name = TestLines.name(outcome);
    List<JUnitDocument.Test> tests = new ArrayList<>();
    for (TestLines.Test test : TestLines.of(outcome)) {
      tests.add(
          new JUnitDocument.Test(
              name, test.name(), file.file(), test.line(), -1,
              test.passed() ? Ending.PASSED : Ending.FAILED,
              test.passed() ? Reason.NONE : new Reason("", test.message(), test.details())));
    }
    return new JUnitDocument.Suite(name, tests);
  }

  private static JUnitDocument.Suite error(FileOutcome file) {
    String name = ScenarioNames.base(file.file());
    Reason reason = new Reason("", "could not be run", List.of(file.error()));
    return new JUnitDocument.Suite(
        name,
        List.of(
            new JUnitDocument.Test(name, "run", file.file(), 0, -1, Ending.FAILED, reason)));
  }
}
