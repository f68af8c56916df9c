package io.lockstep.engine.report;

import java.util.List;

/**
 * Results in the Kernel Test Anything Protocol, version 1 ({@code Documentation/dev-tools/ktap.rst}):
 * a test per run, with a subtest per expectation.
 */
public final class Ktap {
  private final StringBuilder out = new StringBuilder();

  private Ktap() {}

  /** The document. */
  public static String of(List<FileOutcome> files) {
    Ktap ktap = new Ktap();
    ktap.write(files);
    return ktap.out.toString();
  }

  private void write(List<FileOutcome> files) {
    int count = 0;
    for (FileOutcome file : files) {
      count += file.cases().size() + (file.error() == null ? 0 : 1);
    }
    out.append("KTAP version 1\n1..").append(count).append('\n');
    int number = 0;
    for (FileOutcome file : files) {
      for (CaseOutcome outcome : file.cases()) {
        run(++number, outcome);
      }
      if (file.error() != null) {
        file.error().lines().forEach(line -> diagnostic("", line));
        line("", false, ++number, ResultJson.baseName(file.file()));
      }
    }
  }

  private void run(int number, CaseOutcome outcome) {
    List<TestLines.Test> tests = TestLines.of(outcome);
    out.append("  KTAP version 1\n  # Subtest: ").append(plain(TestLines.name(outcome)));
    out.append("\n  1..").append(tests.size()).append('\n');
    for (int i = 0; i < tests.size(); i++) {
      TestLines.Test test = tests.get(i);
      if (!test.passed()) {
        diagnostic("  ", test.message());
        test.details().forEach(detail -> diagnostic("  ", detail));
      }
      line("  ", test.passed(), i + 1, test.name());
    }
    line("", outcome.conclusion() == Conclusion.MET, number, TestLines.name(outcome));
  }

  private void line(String indent, boolean ok, int number, String description) {
    out.append(indent).append(ok ? "ok " : "not ok ").append(number).append(' ');
    out.append(plain(description)).append('\n');
  }

  private void diagnostic(String indent, String text) {
    out.append(indent).append("# ").append(text.strip()).append('\n');
  }

  /** A description must not look as if a directive began in it. */
  private static String plain(String description) {
    return description.replaceAll("\\s+", " ").replace(" #", " \\#");
  }
}
