package io.lockstep.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import io.lockstep.engine.Golden;
import io.lockstep.grammar.Diagnostic;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What the schema of SARIF 2.1.0 demands of everything that is written here. */
class SarifTest {
  private static final Path ROOT = Path.of("/home/ann/lab");
  private static final SourceText TEXT =
      new SourceText("nets/a b:c.scn", "node ä, \uD83D\uDE00x\nlink ä -- b\n");
  private static final ImmutableList<Diagnostic> DIAGNOSTICS =
      ImmutableList.of(
          Diagnostic.error("unknown-statement", new Span(TEXT, 10, 11), "what is \"x\"", "a hint"),
          Diagnostic.warning("no-routes", new Span(TEXT, 12, 22), "no way"),
          Diagnostic.error("no-routes", new Span(TEXT, 5, 18), "several lines"),
          Diagnostic.error(
              "unreadable-file", new Span(new SourceText("/etc/x.scn", ""), 0, 0), "it cannot"),
          Diagnostic.error(
              "empty-file", new Span(new SourceText("/home/ann/lab/y.scn", ""), 0, 0), "empty"));

  private static JsonNode log() throws IOException {
    return new ObjectMapper().readTree(Sarif.of(DIAGNOSTICS, "1.2.3", ROOT));
  }

  @Test
  void baseline(TestInfo test) {
    Golden.check(test, ".sarif", Sarif.of(DIAGNOSTICS, "1.2.3", ROOT));
  }

  @Test
  void placesInYamlAreThoseOfTheFile() throws IOException {
    String yaml = "- node: a, b\n- link: a -- b\n  with: { dely: 5ms }\n";
    ImmutableList<Diagnostic> found = Scenarios.parse("/x.scn.yaml", yaml).diagnostics();
    JsonNode result =
        new ObjectMapper()
            .readTree(Sarif.of(found, "1", ROOT))
            .at("/runs/0/results/0/locations/0/physicalLocation/region");
    assertThat(result.toString())
        .isEqualTo(
            "{\"startLine\":3,\"startColumn\":11,\"endLine\":3,\"endColumn\":15,"
                + "\"charOffset\":" + yaml.indexOf("dely") + ",\"charLength\":4}");
  }

  @Test
  void theLogHasAVersionAndRuns() throws IOException {
    JsonNode log = log();
    only(log, "$schema", "version", "runs");
    assertThat(log.get("version").asText()).isEqualTo("2.1.0");
    JsonNode run = log.get("runs").get(0);
    only(run, "tool", "columnKind", "results");
    assertThat(run.get("columnKind").asText()).isEqualTo("utf16CodeUnits");
    JsonNode driver = run.get("tool").get("driver");
    only(driver, "name", "version", "rules");
    Set<String> ids = new HashSet<>();
    for (JsonNode rule : driver.get("rules")) {
      only(rule, "id", "shortDescription");
      assertThat(ids.add(rule.get("id").asText())).as("rules are unique").isTrue();
      assertThat(rule.get("shortDescription").get("text").asText()).isNotEmpty();
    }
  }

  @Test
  void eachResultPointsToItsRuleAndPlace() throws IOException {
    JsonNode run = log().get("runs").get(0);
    JsonNode rules = run.get("tool").get("driver").get("rules");
    assertThat(run.get("results")).hasSameSizeAs(DIAGNOSTICS);
    for (JsonNode result : run.get("results")) {
      only(result, "ruleId", "ruleIndex", "level", "message", "locations");
      assertThat(rules.get(result.get("ruleIndex").asInt()).get("id"))
          .isEqualTo(result.get("ruleId"));
      assertThat(result.get("level").asText()).isIn("none", "note", "warning", "error");
      assertThat(result.get("message").get("text").asText()).isNotEmpty();
      JsonNode place = result.get("locations").get(0).get("physicalLocation");
      only(place, "artifactLocation", "region");
      assertThat(place.get("artifactLocation").get("uri").asText()).doesNotContain(" ");
      JsonNode region = place.get("region");
      for (String field : new String[] {"startLine", "startColumn", "endLine", "endColumn"}) {
        assertThat(region.get(field).asInt()).as(field).isPositive();
      }
      assertThat(region.get("charOffset").asInt()).isNotNegative();
      assertThat(region.get("charLength").asInt()).isNotNegative();
    }
  }

  @Test
  void columnsCountCodeUnits() throws IOException {
    JsonNode results = log().get("runs").get(0).get("results");
    JsonNode x = results.get(0).get("locations").get(0).get("physicalLocation").get("region");
    assertThat(x.get("startColumn").asInt()).isEqualTo(11);
    assertThat(x.get("endColumn").asInt()).isEqualTo(12);
    JsonNode several = results.get(2).get("locations").get(0).get("physicalLocation").get("region");
    assertThat(several.get("startLine").asInt()).isEqualTo(1);
    assertThat(several.get("endLine").asInt()).isEqualTo(2);
    assertThat(several.get("endColumn").asInt()).isEqualTo(7);
  }

  @Test
  void filesBelowTheRootAreRelative() throws IOException {
    JsonNode results = log().get("runs").get(0).get("results");
    assertThat(uri(results.get(0))).isEqualTo("nets/a%20b:c.scn");
    assertThat(uri(results.get(3))).isEqualTo("file:///etc/x.scn");
    assertThat(uri(results.get(4))).isEqualTo("y.scn");
  }

  private static String uri(JsonNode result) {
    return result.get("locations").get(0).get("physicalLocation").get("artifactLocation")
        .get("uri").asText();
  }

  private static void only(JsonNode object, String... fields) {
    assertThat(object.fieldNames()).toIterable().containsExactlyInAnyOrder(fields);
  }
}
