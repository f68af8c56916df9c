package io.lockstep.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.compare.RunComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparing what runs have left. */
class DiffCommandTest {
  @TempDir Path directory;

  private Path run(String name, String conclusion, String hash, String log) throws IOException {
    Path run = Files.createDirectories(directory.resolve(name).resolve("log"));
    Files.writeString(run.resolve("a.log"), "[   -1.000000] Linux\n" + log + "\n");
    Files.writeString(
        run.resolveSibling("result.json"),
        "{\"format\": \"lockstep-result-1\", \"conclusion\": \"" + conclusion + "\", \"nodes\":"
            + " [{\"name\": \"a\", \"log\": \"log/a.log\"}], \"fingerprint\": {\"times\": \""
            + hash + "\", \"lengths\": \"1\"}}");
    return run.getParent();
  }

  @Test
  void sameResultsAreTheSame() throws IOException {
    RunComparison.Result result =
        RunComparison.compare(run("x", "met", "5", "one"), run("y", "met", "5", "one"), false);
    assertThat(result.isSame()).isTrue();
  }

  @Test
  void differencesAreNamed() throws IOException {
    RunComparison.Result result =
        RunComparison.compare(run("x", "met", "5", "one"), run("y", "failed", "6", "two"), false);
    assertThat(result.isSame()).isFalse();
    assertThat(result.lines())
        .contains(
            "result  conclusion: \"met\" | \"failed\"",
            "log of a, line 1:",
            "  first  one",
            " second  two",
            "fingerprint  different: times; the same: lengths");
  }
}
