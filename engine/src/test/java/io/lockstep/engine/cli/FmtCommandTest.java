package io.lockstep.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.FakeParts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {
  private static final String UGLY = "node   a ,b # both\n\n\nlink a--b{delay 1ms}\n";
  private static final String NICE = "node a, b  # both\n\nlink a -- b { delay 1ms }\n";
  private static final String YAML =
      "- node: a, b  # both\n\n- link: a -- b\n  with: { delay: 1ms }\n";

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... args) {
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    return Main.run(
        words, new FakeParts()::engine, new PrintWriter(out), new PrintWriter(err), false);
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void rewritesInPlace() throws IOException {
    Path file = write("a.scn", UGLY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(run("fmt", file)).isZero();
    assertThat(file).hasContent(NICE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(directory).isDirectoryContaining("glob:**/a.scn");
    assertThat(Files.list(directory)).hasSize(1);
    assertThat(out.toString() + err).isEmpty();
  }

  @Test
  void followsSymbolicLinks() throws IOException {
    Path file = write("sub/a.scn", UGLY);
    Path link = Files.createSymbolicLink(directory.resolve("l.scn"), file);
    assertThat(run("fmt", link)).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent(NICE);
  }

  @Test
  void searchesDirectoriesAndChecks() throws IOException {
    write("x/a.scn", UGLY);
    write("x/b.scn.yaml", "- {node: 'a' }\n");
    write("x/c.scn", NICE);
    write("x/other.yaml", "[");
    assertThat(run("fmt", "--check", directory)).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            directory.resolve("x/a.scn") + "\n" + directory.resolve("x/b.scn.yaml") + "\n");
    assertThat(directory.resolve("x/a.scn")).hasContent(UGLY);
    assertThat(run("fmt", directory)).isZero();
    assertThat(directory.resolve("x/b.scn.yaml")).hasContent("- node: a\n");
    assertThat(run("fmt", "--check", directory)).isZero();
  }

  @Test
  void leavesWhatIsWrong() throws IOException {
    Path wrong = write("a.scn", "nod a\n");
    Path fine = write("b.scn", UGLY);
    assertThat(run("fmt", wrong, fine)).isEqualTo(2);
    assertThat(err.toString()).contains("a.scn:1:1: error: unknown statement 'nod'");
    assertThat(wrong).hasContent("nod a\n");
    assertThat(fine).hasContent(NICE);
  }

  @Test
  void standardInput() {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(UGLY.getBytes(StandardCharsets.UTF_8)));
      assertThat(run("fmt", "-")).isZero();
      assertThat(out.toString()).isEqualTo(NICE);
      System.setIn(new ByteArrayInputStream("nod".getBytes(StandardCharsets.UTF_8)));
      assertThat(run("fmt", "-")).isEqualTo(2);
      assertThat(err.toString()).startsWith("<stdin>:1:1: error:");
    } finally {
      System.setIn(before);
    }
    assertThat(run("fmt", "-", "a.scn")).isEqualTo(2);
  }

  @Test
  void convertsBothWays() throws IOException {
    Path scenario = write("a.scn", NICE);
    Path yaml = directory.resolve("a.scn.yaml");
    assertThat(run("convert", scenario)).isZero();
    assertThat(out.toString()).isEqualTo(YAML);
    assertThat(run("convert", scenario, "-o", yaml)).isZero();
    assertThat(yaml).hasContent(YAML);
    out.getBuffer().setLength(0);
    assertThat(run("convert", yaml)).isZero();
    assertThat(out.toString()).isEqualTo(NICE);
    Path ugly = write("u.scn", UGLY);
    assertThat(run("convert", ugly, "-o", directory.resolve("v.scn"))).isZero();
    assertThat(directory.resolve("v.scn")).hasContent(NICE);
    assertThat(run("convert", scenario, "-o", directory.resolve("no/a.yaml"))).isEqualTo(2);
    assertThat(err.toString()).contains("there is no such directory");
  }

  @Test
  void convertExplainsErrors() throws IOException {
    Path wrong = write("w.scn.yaml", "- node: a\n  wiht: { memory: 1MB }\n");
    assertThat(run("convert", wrong)).isEqualTo(2);
    assertThat(err.toString())
        .contains("w.scn.yaml:2:3: error: unknown key 'wiht'; did you mean 'with'?");
  }
}
