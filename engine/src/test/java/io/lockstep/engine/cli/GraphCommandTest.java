package io.lockstep.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.Engine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String file;

  private int run(String... args) {
    return Main.run(args, Engine::standard, new PrintWriter(out), new PrintWriter(err), false);
  }

  @BeforeEach
  void scenario() throws IOException {
    String text = "param n = 1, 2\nnode a, b[1..n]\nlink a -- b[1]\nping p = a -> b[1]\n";
    file = Files.writeString(directory.resolve("x.scn"), text).toString();
  }

  @Test
  void standardOutput() {
    assertThat(run("graph", file)).isZero();
    assertThat(out.toString()).startsWith("<svg ").endsWith("</svg>\n").contains(">b[1]<");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theEndingDecides() throws IOException {
    Path dot = directory.resolve("x.dot");
    assertThat(run("graph", file, "-o", dot.toString())).isZero();
    assertThat(dot).content().startsWith("graph topology {");
    Path json = directory.resolve("x.json");
    assertThat(run("graph", file, "--what", "events", "--out", json.toString())).isZero();
    assertThat(json).content().startsWith("{").contains("\"start0\"");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anEndingOfAnotherFormat() {
    String png = directory.resolve("x.png").toString();
    assertThat(run("graph", file, "-o", png)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            png
                + ": there is no such format; expected a name that ends in .svg, .dot, .gv or"
                + " .json.\n");
  }

  @Test
  void aCase() {
    assertThat(run("graph", file, "--format", "dot", "--case", "n=2")).isZero();
    assertThat(out.toString()).contains("b[2]");
  }

  @Test
  void anUnknownCase() {
    assertThat(run("graph", file, "--case", "n=3")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo(file + " has no case 'n=3'; did you mean 'n=1'?\n");
  }

  @Test
  void unwritable() {
    assertThat(run("graph", file, "-o", directory + "/no/x.svg")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("Cannot write " + directory + "/no/x.svg: there is no such directory.\n");
    err.getBuffer().setLength(0);
    assertThat(run("graph", file, "-o", directory.toString())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("Cannot write " + directory + ": it is a directory.\n");
  }

  @Test
  void aWrongWord() {
    assertThat(run("graph", file, "--what", "event")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("expected topology or events for --what, found 'event'; did you mean 'events'?");
  }

  @Test
  void anInvalidScenario() throws IOException {
    Files.writeString(Path.of(file), "nod a\n");
    assertThat(run("graph", file)).isEqualTo(2);
    assertThat(err.toString()).contains("x.scn:1:1: error: ");
    assertThat(out.toString()).isEmpty();
  }
}
