package io.lockstep.grammar.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.lockstep.grammar.Scenarios;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.generate.ScenarioGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  private static final Path RESOURCE =
      Path.of("src", "main", "resources", "io", "lockstep", "grammar", "scenario.schema.json");
  private static final Path PUBLISHED = Path.of("..", "docs", "scenario.schema.json");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              SchemaWriter.write(),
              // Else it would follow every path through the definitions.
              SchemaValidatorsConfig.builder().preloadJsonSchema(false).build());

  private static List<String> errors(String yaml) throws IOException {
    JsonNode document = YAML.readTree(yaml);
    return SCHEMA.validate(document).stream().map(Object::toString).toList();
  }

  /** -Dlockstep.golden.update=true writes both. */
  @Test
  void resourceAndDocumentationAreUpToDate() throws IOException {
    String schema = SchemaWriter.write();
    if (Boolean.getBoolean("lockstep.golden.update")) {
      Files.createDirectories(RESOURCE.getParent());
      Files.writeString(RESOURCE, schema);
      Files.writeString(PUBLISHED, schema);
    }
    assertThat(RESOURCE).hasContent(schema);
    assertThat(PUBLISHED).hasContent(schema);
  }

  @Test
  void acceptsEveryExample() throws IOException {
    try (Stream<Path> examples = Files.walk(Path.of("..", "examples"));
        Stream<Path> samples = Files.walk(Path.of("src", "test", "resources"))) {
      for (Path file : Stream.concat(examples, samples).sorted().toList()) {
        if (file.toString().endsWith(".scn")) {
          ScenarioFile tree = Scenarios.parse(file).ast().orElseThrow();
          String yaml = Scenarios.toYaml(tree);
          assertThat(errors(yaml)).as(file + "\n" + yaml).isEmpty();
        }
      }
    }
  }

  @Test
  void acceptsGeneratedScenarios() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      String yaml = Scenarios.toYaml(ScenarioGenerator.generate(seed));
      assertThat(errors(yaml)).as(yaml).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node: a",
        "text",
        "- nod: a",
        "- text",
        "- [node]",
        "- {}",
        "- node:",
        "- node: { a: 1 }",
        "- node: a\n  wiht: { memory: 1MB }",
        "- node: a\n  do: []",
        "- node: a\n  with: text",
        "- node: a\n  with: [text]",
        "- node: a\n  with: { memry: 1MB }",
        "- node: a\n  with: { rate: 1mbit }",
        "- node: a\n  with: { sysctl: { a.b: [1] } }",
        "- node: a\n  with: { interface: { mtu: 1500 } }",
        "- node: a\n  with: { interface eth0: { mut: 1500 } }",
        "- node: a\n  with: { device br0 = brigde: { } }",
        "- node: a\n  with: { device br0 = bridge: { vni: 4 } }",
        "- node: a\n  with: { interface e: { qdisc fq: { class 1: {} } } }",
        "- link: a -- b\n  with: { toward b: { mtu: 1500 } }",
        "- expect: a == b\n  with: { }",
        "- at: 5s",
        "- at: 5s\n  do: { down: w }",
        "- at: 5s\n  do: [down]",
        "- profile: p",
        "- if: a\n  else: []",
        "- for: i in 1..3\n  do: []\n  else: []",
        "- node: a\n  link: a -- b",
        "- ping: a -> b\n  with: { rate: 1mbit }",
      })
  void refuses(String yaml) throws IOException {
    assertThat(errors(yaml)).as(yaml).isNotEmpty();
    assertThat(Scenarios.parse("wrong.scn.yaml", yaml).isValid()).as(yaml).isFalse();
  }
}
