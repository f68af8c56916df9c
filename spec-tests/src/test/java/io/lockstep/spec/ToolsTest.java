package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The tools around the language, as users run them. */
class ToolsTest {
  private static final Path EXAMPLES = Program.property("lockstep.examples", "../examples");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String UNTIDY =
      """
      # at the top
      node a,b   # two
      link   wire=a--b{delay 1ms   # behind
        # on its own
        rate 10mbit}


      ping p=a->b{count 3}
      expect p.received==3
      """;
  private static final String TIDY =
      """
      # at the top
      node a, b  # two
      link wire = a -- b {
        delay 1ms  # behind
        # on its own
        rate 10mbit
      }

      ping p = a -> b { count 3 }
      expect p.received == 3
      """;
  private static final String MATRIX =
      """
      include "parts.scn"
      param d = 1ms, 5ms
      param n = 1, 2
      use x = pair(d)
      at 1s { set x.wire { delay 2 * d } }
      ping p = x.a -> x.b { count n }
      expect p.received == n
      """;
  private static final String PARTS =
      "topology pair(delay) { node a, b; link wire = a -- b { delay delay } }\n";

  @TempDir Path directory;

  private Program.Finished run(String... arguments) {
    return Program.in(directory).run(arguments).spokeToPeople();
  }

  private String out(String... arguments) {
    Program.Finished run = run(arguments);
    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  private Path write(String name, String text) {
    Path file = directory.resolve(name);
    return Lab.write(file.getParent(), file.getFileName().toString(), text);
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  private static Document xml(String text) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new AssertionError(text, e);
    }
  }

  @Test
  void fmtRewritesFilesAndKeepsComments() {
    Path untidy = write("untidy.scn", UNTIDY);
    write("tidy.scn", TIDY);
    Program.Finished check = run("fmt", "--check", "untidy.scn", "tidy.scn");
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out()).isEqualTo("untidy.scn\n");
    assertThat(untidy).hasContent(UNTIDY);
    run("fmt", "untidy.scn", "tidy.scn");
    assertThat(untidy).hasContent(TIDY);
    assertThat(out("fmt", "--check", ".")).isEmpty();
  }

  @Test
  void fmtLeavesAFileWithMistakesAlone() {
    Path bad = write("bad.scn", UNTIDY + "lnik a -- b\n");
    Path good = write("good.scn", UNTIDY);
    Program.Finished run = run("fmt", "bad.scn", "good.scn");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("bad.scn:10:1: error: unknown statement 'lnik'");
    assertThat(bad).hasContent(UNTIDY + "lnik a -- b\n");
    assertThat(good).hasContent(TIDY);
  }

  @Test
  void fmtIsAFilter() {
    Program.Finished run = Program.in(directory).reading(write("in", UNTIDY)).run("fmt", "-");
    assertThat(run).isEqualTo(new Program.Finished(0, TIDY, ""));
    Program.Finished bad = Program.in(directory).reading(write("in", "nod a")).run("fmt", "-");
    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.out()).isEmpty();
    assertThat(bad.err()).startsWith("<stdin>:1:1: error: unknown statement 'nod'");
  }

  @Test
  void checkTellsPeople() {
    write("good.scn", TIDY);
    write("bad.scn", "node a, b\nlink a -- b { delay 10 }\nping a -> c\n");
    write("warned.scn", "node a, b, c\nlink a -- b\nlink b -- c\nping a -> c\n");
    Program.Finished run = run("check", "good.scn", "bad.scn", "warned.scn");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEqualTo("3 files: 2 errors, 1 warning\n");
    assertThat(run.err())
        .startsWith(
            """
            bad.scn:2:21: error: expected a time such as 10ms, found a plain number (10); did you \
            mean '10ms'?
             2 | link a -- b { delay 10 }
               |                     ^^
            bad.scn:3:11: error: unknown node 'c'
             3 | ping a -> c
               |           ^
            warned.scn:4:11: warning: """);
    assertThat(run("check", "good.scn", "warned.scn").exitCode()).isZero();
  }

  @Test
  void checkTellsPrograms() throws IOException {
    write("bad.scn", "node a, b\nlink a -- b { delay 10 }\nping a -> c\n");
    write("good.scn", TIDY);
    Program.Finished run = run("check", "--format", "json", "good.scn", "bad.scn");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEmpty();
    JsonNode all = json(run.out());
    assertThat(all).hasSize(2);
    JsonNode first = all.get(0);
    assertThat(first.get("file").asText()).isEqualTo("bad.scn");
    assertThat(first.get("line").asInt()).isEqualTo(2);
    assertThat(first.get("column").asInt()).isEqualTo(21);
    assertThat(first.get("endColumn").asInt()).isEqualTo(23);
    assertThat(first.get("severity").asText()).isEqualTo("error");
    assertThat(first.get("code").asText()).isEqualTo("wrong-unit");
    assertThat(first.get("message").asText()).startsWith("expected a time such as 10ms");
    assertThat(json(out("check", "--format=json", "good.scn"))).isEmpty();
  }

  @Test
  void checkTellsCodeHosts() throws IOException {
    write("sub/bad.scn", "node a, b\nlnik a -- b\n");
    Program.Finished run = run("check", "--format", "sarif", "sub/bad.scn");
    assertThat(run.exitCode()).isEqualTo(2);
    JsonNode sarif = json(run.out());
    assertThat(sarif.get("version").asText()).isEqualTo("2.1.0");
    JsonNode result = sarif.at("/runs/0/results/0");
    assertThat(result.get("level").asText()).isEqualTo("error");
    JsonNode place = result.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("sub/bad.scn");
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(2);
    List<String> rules = new ArrayList<>();
    sarif.at("/runs/0/tool/driver/rules").forEach(rule -> rules.add(rule.get("id").asText()));
    assertThat(rules).contains(result.get("ruleId").asText());
  }

  @Test
  void graphDrawsTheTopology() throws IOException {
    String example = EXAMPLES.resolve("three-routers.scn").toString();
    Document svg = xml(out("graph", example));
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(svg.getDocumentElement().getTextContent()).contains("alice", "198.18.4.57/30");
    assertThat(out("graph", "--format", "dot", example)).startsWith("graph ").endsWith("}\n");
    assertThat(out("graph", "-o", "g.json", example)).isEmpty();
    JsonNode json = Lab.json(directory.resolve("g.json"));
    assertThat(json.get("nodes").size()).isGreaterThan(3);
    assertThat(json.at("/links/0/ends")).hasSize(2);
    assertThat(json.at("/links/0/forward").has("rate_bps")).isTrue();
  }

  @Test
  void graphDrawsTheEvents() throws IOException {
    String example = EXAMPLES.resolve("timeline.scn").toString();
    xml(out("graph", "--what", "events", example));
    JsonNode json = json(out("graph", "--what=events", "--format=json", example));
    List<String> why = new ArrayList<>();
    json.get("links").forEach(link -> why.add(link.get("why").asText()));
    assertThat(why).contains("after", "when", "start", "undo", "check");
    assertThat(out("graph", "--what=events", "--format=dot", example)).startsWith("digraph ");
  }

  @Test
  void explainSaysWhatAScenarioExpandsTo() throws IOException {
    write("x.scn", MATRIX);
    write("lib/parts.scn", PARTS);
    String text = out("explain", "-I", "lib", "--case", "d=5ms,n=2", "x.scn");
    assertThat(text)
        .startsWith("x.scn\ncase d=5ms,n=2 of 4: ")
        .contains("nodes (2)", "x.a", "x.wire", "lib/parts.scn:1", "p.received == 2");
    JsonNode json = json(out("explain", "-I", "lib", "--format", "json", "x.scn"));
    assertThat(json.get("cases")).hasSize(4);
    assertThat(json.at("/nodes/0/name").asText()).isEqualTo("x.a");
    assertThat(json.get("timeline").size()).isGreaterThan(1);
    assertThat(out("explain", "-I", "lib", "--section", "nodes", "x.scn"))
        .contains("nodes (2)")
        .doesNotContain("netdevs");
  }

  @Test
  void explainAndGraphRefuseWhatCheckRefuses() {
    write("bad.scn", "node a\nlink a -- b\n");
    for (String command : List.of("explain", "graph")) {
      Program.Finished run = run(command, "bad.scn");
      assertThat(run.exitCode()).as(command).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("bad.scn:2:11: error: unknown node 'b'");
    }
  }

  @Test
  void runTakesParametersAndASearchPath() {
    write("x.scn", MATRIX);
    write("lib/parts.scn", PARTS);
    assertThat(run("run", "x.scn").err()).startsWith("x.scn:1:9: error: there is no file 'parts");
    Program.Finished run = run("run", "-I", "lib", "-p", "d=5ms", "x.scn");
    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.out()).contains("d=5ms,n=1", "d=5ms,n=2").doesNotContain("d=1ms");
    Program.Finished wrong = run("run", "-I", "lib", "-p", "d=7ms", "x.scn");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("the parameter 'd' has no value '7ms', expected one of");
  }

  @Test
  void convertLeadsThereAndBack() throws IOException {
    Path tidy = write("tidy.scn", TIDY);
    String yaml = out("convert", "tidy.scn");
    assertThat(yaml).contains("# at the top", "- node: a, b", "# on its own");
    assertThat(out("convert", "tidy.scn", "-o", "copy.scn.yaml")).isEmpty();
    assertThat(directory.resolve("copy.scn.yaml")).hasContent(yaml);
    assertThat(out("convert", "copy.scn.yaml")).isEqualTo(Files.readString(tidy));

    Program.Finished run = run("run", "copy.scn.yaml");
    assertThat(run.exitCode()).as("%s", run).isZero();
    assertThat(run.out()).contains("copy.scn.yaml", "expect p.received == 3");
  }
}
