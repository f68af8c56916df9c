package io.lockstep.engine.suite;

import io.lockstep.engine.describe.ScenarioNames;
import io.lockstep.engine.report.JUnitDocument;
import io.lockstep.engine.report.JUnitDocument.Ending;
import io.lockstep.engine.report.JUnitDocument.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A suite in the XML of JUnit: a test suite for each scenario, a test for each case. Times are
 * virtual, as wall times would make two reports of the same suite differ.
 */
public final class SuiteJUnit {
  private SuiteJUnit() {}

  /** The whole document. */
  public static String of(SuiteResults results) {
    Map<String, List<JUnitDocument.Test>> scenarios = new LinkedHashMap<>();
    results
        .cases()
        .forEach(
            (one, result) ->
                scenarios
                    .computeIfAbsent(one.scenario(), key -> new ArrayList<>())
                    .add(test(one, result)));
    List<JUnitDocument.Suite> suites = new ArrayList<>();
    scenarios.forEach((scenario, tests) -> suites.add(new JUnitDocument.Suite(scenario, tests)));
    return JUnitDocument.of(results.name(), suites);
  }

  private static JUnitDocument.Test test(SuiteCase one, CaseResult result) {
    Ending ending = ending(result.status());
    String type = ending == Ending.SKIPPED ? "" : result.status().word();
    List<String> details = ending == Ending.SKIPPED ? List.of() : result.details();
    return new JUnitDocument.Test(
        ScenarioNames.stem(one.scenario()).replace('/', '.'),
        one.id(),
        "",
        0,
        result.endNs(),
        ending,
        new Reason(type, result.summary(), details));
  }

  private static Ending ending(CaseStatus status) {
    return switch (status) {
      case PASSED -> Ending.PASSED;
      case SKIPPED, NOT_RUN -> Ending.SKIPPED;
      case INVALID, TIMED_OUT, DIED, ERROR -> Ending.BROKEN;
      default -> Ending.FAILED;
    };
  }
}
