package io.lockstep.engine.check;

import io.lockstep.engine.json.JsonWriter;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.ast.Span;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Diagnostics in the Static Analysis Results Interchange Format (OASIS Standard, SARIF 2.1.0),
 * which editors and code hosting sites read. One run; each code of a diagnostic is a rule.
 */
public final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final String ROOT = "%SRCROOT%";

  private final JsonWriter json = new JsonWriter();
  private final Path root;

  private Sarif(Path root) {
    this.root = root;
  }

  /**
   * The document, with a newline at its end.
   *
   * @param version of this program
   * @param root directory to which the names of files become relative, if they lie below it;
   *     absolute
   */
  public static String of(List<Diagnostic> diagnostics, String version, Path root) {
    Sarif sarif = new Sarif(root);
    sarif.write(diagnostics, version);
    return sarif.json.toString();
  }

  private void write(List<Diagnostic> diagnostics, String version) {
    Map<String, Integer> rules = rules(diagnostics);
    json.beginObject();
    json.key("$schema").value(SCHEMA);
    json.key("version").value("2.1.0");
    json.key("runs").beginArray().beginObject();
    json.key("tool").beginObject().key("driver").beginObject();
    json.key("name").value("Lockstep");
    json.key("version").value(version);
    json.key("rules").beginArray();
    rules.keySet().forEach(this::rule);
    json.endArray().endObject().endObject();
    json.key("columnKind").value("utf16CodeUnits");
    json.key("results").beginArray();
    diagnostics.forEach(diagnostic -> result(diagnostic, rules.get(diagnostic.code())));
    json.endArray();
    json.endObject().endArray().endObject();
  }

  /** Each code once with its place in the list, in alphabetical order. */
  private static Map<String, Integer> rules(List<Diagnostic> diagnostics) {
    Map<String, Integer> rules = new TreeMap<>();
    diagnostics.forEach(diagnostic -> rules.put(diagnostic.code(), 0));
    int index = 0;
    for (Map.Entry<String, Integer> rule : rules.entrySet()) {
      rule.setValue(index++);
    }
    return rules;
  }

  private void rule(String code) {
    json.beginObject();
    json.key("id").value(code);
    json.key("shortDescription").beginObject();
    json.key("text").value(Rules.description(code));
    json.endObject().endObject();
  }

  private void result(Diagnostic diagnostic, int rule) {
    json.beginObject();
    json.key("ruleId").value(diagnostic.code());
    json.key("ruleIndex").value(rule);
    json.key("level").value(diagnostic.severity().word());
    json.key("message").beginObject().key("text").value(message(diagnostic)).endObject();
    json.key("locations").beginArray().beginObject();
    json.key("physicalLocation").beginObject();
    artifact(diagnostic.span().file());
    region(diagnostic.span());
    json.endObject().endObject().endArray();
    json.endObject();
  }

  private static String message(Diagnostic diagnostic) {
    StringBuilder text = new StringBuilder(diagnostic.message());
    diagnostic.hints().forEach(hint -> text.append("\nhint: ").append(hint));
    return text.toString();
  }

  private void artifact(String file) {
    Path path = Path.of(file);
    Path absolute = root.resolve(path).normalize();
    boolean below = absolute.startsWith(root);
    json.key("artifactLocation").beginObject();
    if (below) {
      json.key("uri").value(relative(root.relativize(absolute)));
      json.key("uriBaseId").value(ROOT);
    } else {
      json.key("uri").value(absolute.toUri().toASCIIString());
    }
    json.endObject();
  }

  private static String relative(Path path) {
    String slashes = path.toString().replace('\\', '/');
    try {
      // The dot keeps a colon in the first name from looking like the end of a scheme.
      return new URI(null, null, "./" + slashes, null).toASCIIString().substring(2);
    } catch (URISyntaxException e) {
      throw new AssertionError("every path can be quoted", e);
    }
  }

  private void region(Span span) {
    Position position = Position.inCodeUnits(span);
    json.key("region").beginObject();
    json.key("startLine").value(position.line());
    json.key("startColumn").value(position.column());
    json.key("endLine").value(position.endLine());
    json.key("endColumn").value(position.endColumn());
    Span written = span.origin();
    json.key("charOffset").value(written.start());
    json.key("charLength").value(written.end() - written.start());
    json.endObject();
  }
}
