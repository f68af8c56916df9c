package io.lockstep.engine.check;

import io.lockstep.engine.json.JsonWriter;
import io.lockstep.grammar.Diagnostic;
import java.util.List;

/** Diagnostics as a JSON array; {@code docs/tools.md} describes it. */
public final class DiagnosticsJson {
  private DiagnosticsJson() {}

  /** The document, with a newline at its end. */
  public static String of(List<Diagnostic> diagnostics) {
    JsonWriter json = new JsonWriter();
    json.beginArray();
    for (Diagnostic diagnostic : diagnostics) {
      Position position = Position.inCharacters(diagnostic.span());
      json.beginObject();
      json.key("file").value(diagnostic.span().file());
      json.key("line").value(position.line());
      json.key("column").value(position.column());
      json.key("endLine").value(position.endLine());
      json.key("endColumn").value(position.endColumn());
      json.key("severity").value(diagnostic.severity().word());
      json.key("code").value(diagnostic.code());
      json.key("message").value(diagnostic.message());
      json.key("hints").strings(diagnostic.hints());
      json.endObject();
    }
    return json.endArray().toString();
  }
}
