package io.lockstep.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockstep.engine.Engine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String GOOD = "node a, b\nlink a -- b\nping p = a -> b\n";
  private static final String BAD =
      "node a, b\nlink a -- b { delay 3mbit }\nping p = a -> bb\nexpect p.lots == 0\n";

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, Engine::standard, new PrintWriter(out), new PrintWriter(err), false);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void everythingInAllFilesAtOnce() throws IOException {
    int code = run("check", file("good.scn", GOOD), file("bad.scn", BAD), file("c.scn", "nod a\n"));
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("bad.scn:2:21: error: ", "bad.scn:3:15: error: ", "c.scn:1:1: error: ")
        .doesNotContain("good.scn");
    assertThat(out.toString()).startsWith("3 files: ").contains(" errors").hasLineCount(1);
  }

  @Test
  void nothingToSay() throws IOException {
    assertThat(run("check", file("good.scn", GOOD))).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).isEqualTo("1 file: no errors\n");
  }

  @Test
  void warningsAreNoErrors() throws IOException {
    String text = "node a, r, b\nlink a -- r\nlink r -- b\nroutes auto\nping a -> b\n";
    assertThat(run("check", file("warn.scn", text))).isZero();
    assertThat(err.toString()).contains(": warning: ");
    assertThat(out.toString()).isEqualTo("1 file: no errors, 1 warning\n");
  }

  @Test
  void json() throws IOException {
    String bad = file("bad.scn", BAD);
    assertThat(run("check", "--format", "json", bad)).isEqualTo(2);
    assertThat(err.toString()).isEmpty();
    JsonNode all = new ObjectMapper().readTree(out.toString());
    assertThat(all.isArray()).isTrue();
    assertThat(all.size()).isGreaterThanOrEqualTo(2);
    JsonNode first = all.get(0);
    assertThat(first.fieldNames()).toIterable().containsExactly(
        "file", "line", "column", "endLine", "endColumn", "severity", "code", "message", "hints");
    assertThat(first.get("file").asText()).isEqualTo(bad);
    assertThat(first.get("line").asInt()).isEqualTo(2);
    assertThat(first.get("column").asInt()).isEqualTo(21);
    assertThat(first.get("endColumn").asInt()).isEqualTo(26);
    assertThat(first.get("severity").asText()).isEqualTo("error");
    assertThat(first.get("hints").isArray()).isTrue();
    out.getBuffer().setLength(0);
    assertThat(run("check", "--format", "json", file("good.scn", GOOD))).isZero();
    assertThat(out.toString()).isEqualTo("[]\n");
  }

  @Test
  void sarif() throws IOException {
    assertThat(run("check", "--format=sarif", file("bad.scn", BAD))).isEqualTo(2);
    JsonNode log = new ObjectMapper().readTree(out.toString());
    assertThat(log.get("version").asText()).isEqualTo("2.1.0");
    assertThat(log.get("runs").get(0).get("results").size()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void anUnknownFormat() {
    assertThat(run("check", "--format", "sarfi", "x.scn")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "expected text, json or sarif for --format, found 'sarfi'; did you mean 'sarif'?\n"
                + "Try 'lockstep check --help'.\n");
  }

  @Test
  void aFileThatIsNotThere() {
    assertThat(run("check", "--format", "sarif", "nowhere.scn")).isEqualTo(2);
    assertThat(out.toString()).contains("unreadable-file", "\"uri\": \"nowhere.scn\"");
  }
}
