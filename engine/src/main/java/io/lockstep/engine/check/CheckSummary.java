package io.lockstep.engine.check;

import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.Severity;
import java.util.List;
import java.util.Locale;

/** How many scenarios have been looked at, and what was found in all. */
public final class CheckSummary {
  private CheckSummary() {}

  /** {@code 2 files: 3 errors, 1 warning}. */
  public static String of(int files, List<Diagnostic> diagnostics) {
    long errors = count(diagnostics, Severity.ERROR);
    long warnings = count(diagnostics, Severity.WARNING);
    String found = errors == 0 ? "no errors" : number(errors, "error");
    return number(files, "file") + ": " + found
        + (warnings == 0 ? "" : ", " + number(warnings, "warning"));
  }

  /** Whether one of them keeps its scenario from running. */
  public static boolean hasErrors(List<Diagnostic> diagnostics) {
    return count(diagnostics, Severity.ERROR) > 0;
  }

  private static long count(List<Diagnostic> diagnostics, Severity severity) {
    return diagnostics.stream().filter(d -> d.severity() == severity).count();
  }

  private static String number(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }
}
