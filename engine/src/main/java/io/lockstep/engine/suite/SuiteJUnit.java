package io.lockstep.engine.suite;

import com.google.common.xml.XmlEscapers;
import io.lockstep.engine.model.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A suite in the XML form that JUnit has made common: a test suite for each scenario. Times are
 * virtual, as wall times would make two reports of the same suite differ.
 */
public final class SuiteJUnit {
  private SuiteJUnit() {}

  /** The whole document. */
  public static String of(SuiteResults results) {
    Map<String, Map<SuiteCase, CaseResult>> scenarios = new LinkedHashMap<>();
    results
        .cases()
        .forEach(
            (one, result) ->
                scenarios
                    .computeIfAbsent(one.scenario(), key -> new LinkedHashMap<>())
                    .put(one, result));
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites name=\"").append(attribute(results.name())).append('"');
    counts(out, results.cases());
    scenarios.forEach(
        (scenario, cases) -> {
          out.append("  <testsuite name=\"").append(attribute(scenario)).append('"');
          counts(out, cases);
          cases.forEach((one, result) -> test(out, one, result));
          out.append("  </testsuite>\n");
        });
    return out.append("</testsuites>\n").toString();
  }

  private static void counts(StringBuilder out, Map<SuiteCase, CaseResult> cases) {
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    long time = 0;
    for (CaseResult result : cases.values()) {
      boolean error = isError(result.status());
      errors += error ? 1 : 0;
      failures += result.status().bad() && !error ? 1 : 0;
      skipped += isSkipped(result.status()) ? 1 : 0;
      time += result.endNs();
    }
    out.append(
        " tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%s\">%n"
            .formatted(cases.size(), failures, errors, skipped, seconds(time)));
  }

  private static boolean isError(CaseStatus status) {
    return switch (status) {
      case INVALID, TIMED_OUT, DIED, ERROR -> true;
      default -> false;
    };
  }

  private static boolean isSkipped(CaseStatus status) {
    return status == CaseStatus.SKIPPED || status == CaseStatus.NOT_RUN;
  }

  private static void test(StringBuilder out, SuiteCase one, CaseResult result) {
    String group = one.scenario().replaceFirst("\\.scn(\\.ya?ml)?$", "").replace('/', '.');
    out.append("    <testcase name=\"").append(attribute(one.id())).append("\" classname=\"")
        .append(attribute(group)).append("\" time=\"").append(seconds(result.endNs())).append('"');
    if (result.status() == CaseStatus.PASSED) {
      out.append("/>\n");
      return;
    }
    out.append(">\n");
    if (isSkipped(result.status())) {
      out.append("      <skipped message=\"").append(attribute(result.summary())).append("\"/>\n");
    } else {
      String tag = isError(result.status()) ? "error" : "failure";
      out.append("      <").append(tag).append(" type=\"").append(result.status().word())
          .append("\" message=\"").append(attribute(result.summary())).append("\">")
          .append(content(String.join("\n", result.details())))
          .append("</").append(tag).append(">\n");
    }
    out.append("    </testcase>\n");
  }

  private static String seconds(long ns) {
    return Quantity.decimal(ns / 1e9).toPlainString();
  }

  /** XML 1.0 has no way to write control characters. */
  private static String plain(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "?");
  }

  private static String attribute(String text) {
    return XmlEscapers.xmlAttributeEscaper().escape(plain(text));
  }

  private static String content(String text) {
    return XmlEscapers.xmlContentEscaper().escape(plain(text));
  }
}
