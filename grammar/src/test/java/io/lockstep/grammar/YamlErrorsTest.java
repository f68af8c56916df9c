package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Trees;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Mistakes in YAML are explained as those in scenarios are, with their places in the YAML. */
class YamlErrorsTest {
  private static final String[] WRONG = {
    // Of the scenario's language.
    "- nod: a",
    "- node: a\n- flow: tcp a -> b\n  with: { sned: 1MB }",
    "- node: a\n  with:\n    memory: 64 MB",
    "- link: 'w = a - b'",
    "- ping: a -> b\n  with: { count: 3, rate: 1mbit }",
    "- let: x = 1 * / 2",
    "- expect: \"a == \\\"x\\\" b\"",
    "- node: a\n  with: { sysctl: { a b: 1 } }",
    "- node: a\n  with: { device d = brigde: {} }",
    "- routes: atuo",
    // Of the form.
    "node: a",
    "- text",
    "- {}",
    "- node:",
    "- node a:",
    "- with: { memory: 1MB }\n  node: a",
    "- node: a\n  wiht: { memory: 1MB }",
    "- node: a\n  with: text",
    "- node: a\n  link: a -- b",
    "- at: 5s",
    "- at: 5s\n  do: { down: w }",
    "- expect: a\n  with: {}",
    "- node: { a: 1 }",
    "- node: a { memory 1MB }",
    "- let: x = (1 + 2",
    "- let: x = 1 +",
    "- let: x = \"abc",
    "- scenario: [a, b]",
    "- scenario: a ${b",
    "- scenario: a\\",
    "- node: a\n  with: { memory: 1MB, memory: 2MB }",
    "- node: a\n  with: { else: {} }",
    "- node: a\n  with: { <<: {} }",
    "- if: a\n  else: []",
    "- node: a\n  with: { sysctl: { a.b: } }",
    // Of YAML.
    "- node: a\n\twith: {}",
    "- node: 'a",
    "- node: a: b",
    "- node: [a, b",
    "- node: *x",
    "- node: a\n with: {}",
    "- node: a\n---\n- node: b",
    "- node: \"\\q\"",
    "- node: @a",
    "- node: a\u0007",
    "&a [*a]",
    "- node: a\n  with: &x { if n: *x }",
    "",
    "# nothing",
  };

  @Test
  void explained(TestInfo test) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String yaml : WRONG) {
      ParseResult result = Scenarios.parse("x.scn.yaml", yaml);
      assertThat(result.isValid()).as(yaml).isFalse();
      texts.put(yaml, ParserAssert.render(result));
    }
    Golden.check(
        test,
        texts.entrySet().stream()
            .map(entry -> "=== " + entry.getKey() + "\n--- " + entry.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  @Test
  void scalarsAreTexts() {
    String yaml =
        "- node: r\n  with: { sysctl: { net.ipv4.tcp_ecn: on, a.b: 0x1F, c: 1_000, d: no } }\n"
            + "- scenario: 12:30\n- capture: off\n";
    ParseResult result = Scenarios.parse("x.yml", yaml);
    assertThat(result.diagnostics()).isEmpty();
    assertThat(Scenarios.format(result.ast().orElseThrow()))
        .isEqualTo(
            "node r { sysctl net.ipv4.tcp_ecn = on; sysctl a.b = 0x1F; sysctl c = 1_000;"
                + " sysctl d = no }\n\nscenario \"12:30\"\n\ncapture off\n");
  }

  @Test
  void anchorsAndLists() {
    String yaml =
        "- node: [a, b]\n  with: &big { memory: 64MB }\n- node: c\n  with: *big\n"
            + "- set: c\n  with:\n    - memory: 1MB\n    - memory: 2MB\n";
    ParseResult result = Scenarios.parse("x.yaml", yaml);
    assertThat(result.diagnostics()).as(ParserAssert.render(result)).isEmpty();
    assertThat(result.ast().orElseThrow().statements()).hasSize(3);
    Statement last = result.ast().orElseThrow().statements().get(2);
    assertThat(last.span().location()).isEqualTo("x.yaml:5:3");
    assertThat(Trees.children(last)).hasSize(3);
  }

  @Test
  void laughsAreRefused() {
    StringBuilder yaml = new StringBuilder("- if: &a0 a\n  do: &b0 [{ down: w }]\n");
    for (int i = 1; i < 30; i++) {
      yaml.append("- if: a\n  do: &b").append(i).append(" [");
      String item = "{ if: a, do: *b" + (i - 1) + " }";
      yaml.append(String.join(", ", Collections.nCopies(9, item))).append("]\n");
    }
    ParseResult result = Scenarios.parse("x.yaml", yaml.toString());
    assertThat(ParserAssert.render(result)).contains("with its aliases the file is larger than");
  }
}
