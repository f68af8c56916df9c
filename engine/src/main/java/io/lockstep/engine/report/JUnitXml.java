package io.lockstep.engine.report;

import java.util.List;

/**
 * Results in the XML of JUnit, as continuous integration reads it: a suite per run, a test case per
 * expectation. There are no times: virtual ones would be taken for real ones.
 */
public final class JUnitXml {
  private final StringBuilder out = new StringBuilder();
  private int tests;
  private int failures;

  private JUnitXml() {}

  /** The document. */
  public static String of(List<FileOutcome> files) {
    JUnitXml xml = new JUnitXml();
    for (FileOutcome file : files) {
      file.cases().forEach(outcome -> xml.suite(file, outcome));
      if (file.error() != null) {
        xml.error(file);
      }
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lockstep\" tests=\""
        + xml.tests + "\" failures=\"" + xml.failures + "\">\n" + xml.out + "</testsuites>\n";
  }

  private void suite(FileOutcome file, CaseOutcome outcome) {
    List<TestLines.Test> all = TestLines.of(outcome);
    long failed = all.stream().filter(test -> !test.passed()).count();
    begin(TestLines.name(outcome), all.size(), failed);
    for (TestLines.Test test : all) {
      out.append("    <testcase classname=\"").append(attribute(TestLines.name(outcome)));
      out.append("\" name=\"").append(attribute(test.name()));
      out.append("\" file=\"").append(attribute(file.file()));
      out.append(test.line() > 0 ? "\" line=\"" + test.line() : "").append('"');
      if (test.passed()) {
        out.append("/>\n");
        continue;
      }
      out.append(">\n      <failure message=\"").append(attribute(test.message())).append("\">");
      out.append(text(String.join("\n", test.details()))).append("</failure>\n    </testcase>\n");
    }
    out.append("  </testsuite>\n");
  }

  private void error(FileOutcome file) {
    String name = ResultJson.baseName(file.file());
    begin(name, 1, 1);
    out.append("    <testcase classname=\"").append(attribute(name)).append("\" name=\"run\" file=\"");
    out.append(attribute(file.file())).append("\">\n      <failure message=\"could not be run\">");
    out.append(text(file.error())).append("</failure>\n    </testcase>\n  </testsuite>\n");
  }

  private void begin(String name, int count, long failed) {
    tests += count;
    failures += (int) failed;
    out.append("  <testsuite name=\"").append(attribute(name)).append("\" tests=\"").append(count);
    out.append("\" failures=\"").append(failed).append("\">\n");
  }

  private static String attribute(String text) {
    return text(text).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
  }

  private static String text(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .map(c -> c < ' ' && c != '\n' && c != '\t' || c == 0xfffe || c == 0xffff ? 0xfffd : c)
        .forEach(plain::appendCodePoint);
    return plain.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
