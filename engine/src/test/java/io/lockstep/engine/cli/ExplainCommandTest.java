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

class ExplainCommandTest {
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
  void everything() {
    assertThat(run("explain", file)).isZero();
    assertThat(out.toString())
        .contains("case n=1 of 2: n=1  n=2\n", "\nnodes (2)\n", "\nnetdevs (2)\n", file + ":3")
        .doesNotContain("\nlans");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void someSections() {
    assertThat(run("explain", file, "--case", "n=2", "--section", "nodes,traffic")).isZero();
    assertThat(out.toString()).contains("nodes (3)", "traffic (1)").doesNotContain("netdevs");
  }

  @Test
  void json() {
    assertThat(run("explain", "--format=json", file)).isZero();
    assertThat(out.toString()).startsWith("{\n  \"file\": ").contains("\"nodes\": [");
  }

  @Test
  void anUnknownSection() {
    assertThat(run("explain", file, "--section", "node")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("There is no section 'node'; did you mean 'nodes'?\n");
  }

  @Test
  void noCases() throws IOException {
    Files.writeString(Path.of(file), "node a\n");
    assertThat(run("explain", file, "--case", "n=2")).isEqualTo(2);
    assertThat(err.toString()).contains("has no cases");
  }
}
