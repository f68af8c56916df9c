package io.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.engine.report.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  private static final Path SCENARIO = Path.of("two.scn");

  @TempDir Path directory;

  private final FakeParts parts = new FakeParts();

  private Outcome run(Path out) {
    return new Engine(parts).run(SCENARIO, RunOptions.DEFAULT.withOut(out));
  }

  @Test
  void aRunLeavesEverythingAndIsTheSameAgain() throws IOException {
    Path out = directory.resolve("out");
    Outcome outcome = run(out);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.MET);
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder("capture.pcapng", "log", "result.json");
    assertThat(out.resolve("log").toFile().list())
        .containsExactlyInAnyOrder("alice.log", "h-1.log");
    String first = Files.readString(out.resolve("result.json"));
    assertThat(first)
        .startsWith("{\n  \"format\": \"lockstep-result-1\",\n  \"scenario\": \"two.scn\",")
        .contains("\"rtt_min_ns\": 20000000", "\"rtts_ns\": [\n        20000000,\n        null\n")
        .contains("\"fingerprint\": {\n    \"times\": \"")
        .doesNotContain(directory.toString());
    run(out);
    assertThat(out.resolve("result.json")).hasContent(first);
  }

  @Test
  void anotherFrameChangesItsIngredientsOnly() throws IOException {
    run(directory.resolve("a"));
    parts.frameTime = 5;
    run(directory.resolve("b"));
    String a = Files.readString(directory.resolve("a/result.json"));
    String b = Files.readString(directory.resolve("b/result.json"));
    assertThat(hash(b, "times")).isNotEqualTo(hash(a, "times"));
    for (String same : new String[] {"lengths", "addresses", "headers", "payload", "drops"}) {
      assertThat(hash(b, same)).as(same).isEqualTo(hash(a, same));
    }
  }

  private static String hash(String json, String name) {
    int at = json.indexOf('"' + name + "\": \"", json.indexOf("\"fingerprint\""));
    return json.substring(at, at + name.length() + 21);
  }

  @Test
  void crashesCountMoreThanFailures() {
    parts.crash = true;
    assertThat(run(directory.resolve("out")).exitCode()).isEqualTo(ExitCode.KERNEL_CRASHED);
  }

  @Test
  void aMatrixHasADirectoryForEachCase() {
    parts.cases = new String[] {"cc=cubic", "cc=bbr"};
    Path out = directory.resolve("out");
    assertThat(run(out).cases()).hasSize(2);
    assertThat(out.toFile().list()).containsExactlyInAnyOrder("cc=cubic", "cc=bbr", "summary.json");
    parts.cases = new String[] {""};
    run(out);
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder("capture.pcapng", "log", "result.json");
  }

  @Test
  void anInterruptedRunLooksIncomplete() throws IOException {
    Path out = directory.resolve("out");
    run(out);
    parts.interrupted = true;
    assertThat(run(out).exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(out.toFile().list()).containsExactly("INCOMPLETE");
  }

  @Test
  void aFailureLooksIncomplete() {
    Path out = directory.resolve("out");
    parts.failure = new IllegalStateException("bug");
    assertThatThrownBy(() -> run(out)).hasMessage("bug");
    assertThat(out.toFile().list()).containsExactly("INCOMPLETE");
  }

  @Test
  void foreignDirectoriesStayAsTheyAre() throws IOException {
    Files.writeString(directory.resolve("thesis.tex"), "text");
    assertThatThrownBy(() -> run(directory))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("holds no results of Lockstep");
    assertThat(directory.toFile().list()).containsExactly("thesis.tex");
  }

  @Test
  void foreignFilesBesideResultsStay() throws IOException {
    run(directory);
    Files.writeString(directory.resolve("notes.txt"), "text");
    Files.createDirectories(directory.resolve("mine"));
    run(directory);
    assertThat(directory.resolve("notes.txt")).hasContent("text");
    assertThat(directory.resolve("mine")).isDirectory();
  }

  @Test
  void aFileInTheWayIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");
    assertThatThrownBy(() -> run(file)).hasMessageContaining("is a file");
    assertThatThrownBy(() -> run(file.resolve("below")))
        .hasMessageContaining("Cannot write to the output directory")
        .extracting(e -> ((EngineException) e).exitCode())
        .isEqualTo(ExitCode.INVALID);
  }

  @Test
  void resultsOfSeveralScenariosDoNotCollide() {
    assertThat(
            RunDirectory.names(
                java.util.List.of(Path.of("a/x.scn"), Path.of("b/X.scn"), Path.of("y.scn.yaml"))))
        .containsExactly("x", "X+2", "y");
  }
}
