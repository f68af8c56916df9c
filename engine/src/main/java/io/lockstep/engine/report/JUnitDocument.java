package io.lockstep.engine.report;

import io.lockstep.engine.markup.XmlText;
import io.lockstep.engine.model.Quantity;
import java.util.List;

/** Writes the XML that JUnit has made common, as continuous integration reads it. */
public final class JUnitDocument {
  private final StringBuilder out =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  private JUnitDocument() {}

  /** How a test has ended; the word is that of the element that says so. */
  public enum Ending {
    PASSED(""),
    FAILED("failure"),
    BROKEN("error"),
    SKIPPED("skipped");

    private final String element;

    Ending(String element) {
      this.element = element;
    }
  }

  /**
   * Why a test has not passed.
   *
   * @param type a word, or empty
   * @param details further lines
   */
  public record Reason(String type, String message, List<String> details) {
    static final Reason NONE = new Reason("", "", List.of());
  }

  /**
   * A test.
   *
   * @param group what JUnit calls the name of the class
   * @param file empty for none
   * @param line of the file, or 0
   * @param timeNs how long it took, or -1 if that is not to be said
   */
  public record Test(
      String group,
      String name,
      String file,
      int line,
      long timeNs,
      Ending ending,
      Reason reason) {}

  /** Tests that belong together. */
  public record Suite(String name, List<Test> tests) {}

  /** The whole document. */
  public static String of(String name, List<Suite> suites) {
    JUnitDocument document = new JUnitDocument();
    List<Test> all = suites.stream().flatMap(suite -> suite.tests().stream()).toList();
    document.open("testsuites", name, all);
    for (Suite suite : suites) {
      document.out.append("  ");
      document.open("testsuite", suite.name(), suite.tests());
      suite.tests().forEach(document::test);
      document.out.append("  </testsuite>\n");
    }
    return document.out.append("</testsuites>\n").toString();
  }

  private void open(String element, String name, List<Test> tests) {
    out.append('<').append(element);
    attribute("name", name);
    attribute("tests", Integer.toString(tests.size()));
    attribute("failures", count(tests, Ending.FAILED));
    attribute("errors", count(tests, Ending.BROKEN));
    attribute("skipped", count(tests, Ending.SKIPPED));
    boolean timed = tests.stream().anyMatch(test -> test.timeNs() >= 0);
    attribute(
        "time", timed ? seconds(tests.stream().mapToLong(t -> Math.max(0, t.timeNs())).sum()) : "");
    out.append(">\n");
  }

  private static String count(List<Test> tests, Ending ending) {
    return Long.toString(tests.stream().filter(test -> test.ending() == ending).count());
  }

  private void test(Test test) {
    out.append("    <testcase");
    attribute("classname", test.group());
    attribute("name", test.name());
    attribute("file", test.file());
    attribute("line", test.line() > 0 ? Integer.toString(test.line()) : "");
    attribute("time", test.timeNs() < 0 ? "" : seconds(test.timeNs()));
    if (test.ending() == Ending.PASSED) {
      out.append("/>\n");
      return;
    }
    out.append(">\n      <").append(test.ending().element);
    attribute("type", test.reason().type());
    attribute("message", test.reason().message());
    out.append('>').append(XmlText.content(String.join("\n", test.reason().details())));
    out.append("</").append(test.ending().element).append(">\n    </testcase>\n");
  }

  /** Nothing if the value is empty. */
  private void attribute(String name, String value) {
    if (!value.isEmpty()) {
      out.append(' ').append(name).append("=\"").append(XmlText.attribute(value)).append('"');
    }
  }

  private static String seconds(long ns) {
    return Quantity.decimal(ns / 1e9).toPlainString();
  }
}
