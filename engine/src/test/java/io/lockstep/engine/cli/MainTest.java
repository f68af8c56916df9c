package io.lockstep.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.FakeParts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path directory;

  private final FakeParts parts = new FakeParts();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, parts::engine, new PrintWriter(out), new PrintWriter(err), false);
  }

  private int runInto(String name, String... more) {
    String[] args = new String[more.length + 4];
    args[0] = "run";
    args[1] = "two.scn";
    args[2] = "--out";
    args[3] = directory.resolve(name).toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return run(args);
  }

  @Test
  void aMetScenario() {
    assertThat(runInto("out")).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .isEqualTo(
            "ok  some/dir/two.scn:10:1  expect number 0   saw 1 of 1 packet\n"
                + "some/dir/two.scn: 1 of 1 expectation met, 60 ns of virtual time; report in "
                + directory.resolve("out").resolve("report.html") + "\n");
  }

  @Test
  void aCrash() {
    parts.crash = true;
    assertThat(runInto("out")).isEqualTo(3);
    assertThat(out.toString())
        .contains("CRASHED  h[1] (linux-6.1, 6.1.1) at 5 ns: why (panic)\n        f+0x1\n");
  }

  @Test
  void typos() {
    assertThat(run("run", "two.scn", "--sede", "3")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "Unknown option '--sede'; did you mean '--seed'?\nTry 'lockstep run --help'.\n");
    err.getBuffer().setLength(0);
    assertThat(run("rum")).isEqualTo(2);
    assertThat(err.toString()).startsWith("Unknown command 'rum'; did you mean 'run'?\n");
    err.getBuffer().setLength(0);
    assertThat(run("run", "two.scn", "--seed", "many")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("expected a whole number for --seed, found 'many'\n");
    err.getBuffer().setLength(0);
    assertThat(run("run", "two.scn", "--seed", "-1")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("expected a whole number of at least 0 for --seed, found -1\n");
    assertThat(run()).isEqualTo(2);
    assertThat(run("run")).isEqualTo(2);
  }

  @Test
  void helpAndVersion() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("run", "check", "kernel", "Exit codes");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("lockstep ");
    assertThat(run("run", "--help")).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anUnknownKernel() {
    assertThat(runInto("out", "--kernel", "linux-6.21")).isEqualTo(2);
    assertThat(err.toString()).contains("linux-6.21", "Did you mean \"linux-6.1");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void anUnusableOutputDirectory() throws IOException {
    Files.writeString(directory.resolve("file"), "x");
    assertThat(runInto("file")).isEqualTo(2);
    assertThat(err.toString()).contains("is a file").doesNotContain("\tat ");
  }

  @Test
  void defectsAreOneSentence() {
    parts.failure = new IllegalStateException("surprise\nsecond line");
    assertThat(runInto("a")).isEqualTo(4);
    assertThat(err.toString())
        .startsWith("Lockstep has failed: IllegalStateException: surprise; details in ")
        .hasLineCount(1);
    err.getBuffer().setLength(0);
    parts.failure = new OutOfMemoryError();
    assertThat(runInto("b")).isEqualTo(4);
    assertThat(err.toString()).startsWith("Java has run out of memory").hasLineCount(1);
    err.getBuffer().setLength(0);
    parts.failure = new StackOverflowError();
    assertThat(runInto("c")).isEqualTo(4);
    assertThat(err.toString()).startsWith("Something is nested too deeply").hasLineCount(1);
  }

  @Test
  void aMatrixEndsWithASummary() {
    parts.cases = new String[] {"cc=cubic", "cc=bbr"};
    assertThat(runInto("out")).isZero();
    assertThat(out.toString())
        .contains("two.scn with cc=cubic:\n", "two.scn: 2 of 2 cases met; report in ", "\n  met  cc=cubic\n");
  }

  @Test
  void interrupted() {
    parts.interrupted = true;
    assertThat(runInto("out")).isEqualTo(130);
    assertThat(out.toString()).isEmpty();
  }
}
