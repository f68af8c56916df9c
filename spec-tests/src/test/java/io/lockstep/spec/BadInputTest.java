package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever users hand in, the program answers with a sentence and the right exit code. */
class BadInputTest {
  private static final String PING =
      """
      node a, b
      link a -- b { delay 1ms }
      ping p = a -> b { count 3 }
      expect p.received == 3
      """;

  @TempDir Path directory;

  private Program.Finished run(String... arguments) {
    return Program.in(directory).run(arguments).spokeToPeople();
  }

  /** Refused with a sentence on standard error, and nothing written. */
  private void refused(Program.Finished run, String... words) throws IOException {
    assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(words).hasSizeLessThan(1000);
    assertThat(results(directory)).isEmpty();
  }

  static Stream<Path> results(Path where) throws IOException {
    try (Stream<Path> files = Files.walk(where)) {
      return files
          .filter(
              file ->
                  file.endsWith("result.json")
                      || file.endsWith("summary.json")
                      || file.endsWith("capture.pcapng"))
          .toList()
          .stream();
    }
  }

  @Test
  void anEmptyFile() throws IOException {
    Lab.write(directory, "empty.scn", "");
    refused(run("run", "empty.scn"), "empty.scn:1:1: error: ");
  }

  @Test
  void nothingButComments() throws IOException {
    Lab.write(directory, "comments.scn", "# one\n\n  # two\n");
    refused(run("run", "comments.scn"), "comments.scn:", "error: ");
  }

  @Test
  void aBinaryFile() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(5).nextBytes(noise);
    Files.write(directory.resolve("noise.scn"), noise);
    refused(run("run", "noise.scn"), "noise.scn", "error: ");
  }

  @Test
  void aProgramInPlaceOfAScenario() throws IOException {
    Files.copy(Path.of("/bin/true"), directory.resolve("true.scn"));
    refused(run("run", "true.scn"), "true.scn", "error: ");
  }

  @Test
  void noSuchFile() throws IOException {
    refused(run("run", "nowhere.scn"), "nowhere.scn");
    Program.Finished check = run("check", "nowhere.scn");
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err()).contains("nowhere.scn");
  }

  @Test
  void aDirectoryInPlaceOfAFile() throws IOException {
    Files.createDirectory(directory.resolve("dir.scn"));
    refused(run("run", "dir.scn"), "dir.scn");
  }

  @Test
  void deepNesting() throws IOException {
    Lab.write(directory, "deep.scn", "let x = " + "(".repeat(50_000) + "1" + ")".repeat(50_000));
    refused(run("run", "deep.scn"), "deep.scn:1:", "error: ");
  }

  @Test
  void aMissingKernelInTheScenario() throws IOException {
    String text = "kernel k = linux-6.21\n" + PING.replace("a, b", "a, b { kernel k }");
    Lab.write(directory, "x.scn", text);
    refused(run("run", "x.scn"), "x.scn:1:12: error: ", "linux-6.21", "linux-6.12");
  }

  @Test
  void aMissingKernelOnTheCommandLine() throws IOException {
    Lab.write(directory, "x.scn", PING);
    refused(run("run", "--kernel", "linux-6.13", "x.scn"), "linux-6.13", "linux-6.12");
  }

  @ParameterizedTest
  @CsvSource({
    "runn, run",
    "--verison, --version",
  })
  void aTypoInACommand(String typo, String meant) throws IOException {
    refused(run(typo), "'" + typo + "'", meant);
  }

  @ParameterizedTest
  @CsvSource({
    "--sede, --seed",
    "--kernal, --kernel",
    "--uot, --out",
  })
  void aTypoInAnOption(String typo, String meant) throws IOException {
    Lab.write(directory, "x.scn", PING);
    refused(run("run", "x.scn", typo, "1"), "'" + typo + "'", meant);
  }

  @Test
  void aNameThatTheLocaleCannotWrite() throws IOException {
    Program program = Program.in(directory).under("env", "LC_ALL=C");
    refused(program.run("run", "prüfung.scn").spokeToPeople(), "LC_ALL=C.UTF-8");
  }

  @Test
  void aSeedThatIsNoNumber() throws IOException {
    Lab.write(directory, "x.scn", PING);
    refused(run("run", "x.scn", "--seed", "seven"), "seven", "--seed");
  }

  @Test
  void aSysctlThatTheKernelDoesNotHave() throws IOException {
    String text = "node a { sysctl net.ipv4.ip_forwrad = 1 }\nnode b\nlink a -- b\n";
    Lab.write(directory, "x.scn", text);
    Program.Finished run = run("run", "x.scn");
    refused(run, "x.scn:1:17: error: ", "net.ipv4.ip_forwrad", "net.ipv4.ip_forward");
  }

  @Test
  void moreMemoryThanAKernelCanHave() throws IOException {
    Lab.write(directory, "x.scn", PING.replace("a, b", "a, b { memory 1GiB }"));
    refused(run("run", "x.scn"), "x.scn:1:20: error: ", "384MiB");
  }

  @Test
  void mistakesOfSeveralFilesAreAllReported() {
    Lab.write(directory, "x.scn", PING.replace("ping", "pnig"));
    Lab.write(directory, "y.scn", PING.replace("link", "lnik"));
    Program.Finished check = run("check", "x.scn", "y.scn");
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err()).contains("x.scn:3:1: error: ", "y.scn:2:1: error: ");
  }

  @Test
  void anExpectationThatFailsIsNoBadInput() {
    Lab.write(directory, "x.scn", PING.replace("== 3", "== 4"));
    Program.Finished run = run("run", "x.scn");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("FAILED  x.scn:4:1  expect p.received == 4   saw 3");
    assertThat(Lab.json(directory.resolve("lockstep-out/x/result.json")).get("conclusion").asText())
        .isEqualTo("failed");
  }
}
