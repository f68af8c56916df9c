package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** Diagnostics as the protocol has them. */
final class Reports {
  static final String SOURCE = "lockstep";

  /** A hint that names a place: {@code defined at a.scn:3:7}. */
  private static final Pattern PLACE = Pattern.compile("(.*\\bat )(.+):(\\d+):(\\d+)(.*)");

  private Reports() {}

  /**
   * @param library finds the files that hints name
   */
  static org.eclipse.lsp4j.Diagnostic of(
      Diagnostic diagnostic, SourceFile file, Library library) {
    org.eclipse.lsp4j.Diagnostic report = new org.eclipse.lsp4j.Diagnostic();
    report.setRange(file.lines().range(diagnostic.span()));
    report.setSeverity(
        diagnostic.severity() == Severity.ERROR
            ? DiagnosticSeverity.Error
            : DiagnosticSeverity.Warning);
    report.setSource(SOURCE);
    report.setCode(diagnostic.code());
    StringBuilder message = new StringBuilder(diagnostic.message());
    List<DiagnosticRelatedInformation> related = new ArrayList<>();
    for (String hint : diagnostic.hints()) {
      Matcher matcher = PLACE.matcher(hint);
      if (matcher.matches()) {
        related.add(related(matcher, hint, library));
      } else {
        message.append("\nhint: ").append(hint);
      }
    }
    report.setMessage(message.toString());
    report.setRelatedInformation(ImmutableList.copyOf(related));
    return report;
  }

  private static DiagnosticRelatedInformation related(
      Matcher place, String hint, Library library) {
    String name = place.group(2);
    int line = Math.max(0, Integer.parseInt(place.group(3)) - 1);
    int column = Math.max(0, Integer.parseInt(place.group(4)) - 1);
    Position position =
        library
            .find(name)
            .map(file -> file.lines().position(line, column))
            .orElseGet(() -> new Position(line, column));
    return new DiagnosticRelatedInformation(
        new Location(library.uri(name), new Range(position, position)), hint);
  }
}
