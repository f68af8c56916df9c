package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lockstep test}: whatever happens to a case, the others keep their results. */
class SuiteTest {
  /** Meets its expectation with some seeds only. */
  private static final String LOSSY =
      """
      node a, b
      link a -- b { delay 1ms; loss 0.4% }
      flow f = udp a -> b:9 { rate 800kbit; size 1000B; start 0s; stop 1s }
      expect f.lost == 0
      """;

  private static final String GOOD =
      """
      param d = 1ms, 2ms
      node a, b
      link a -- b { delay d }
      ping p = a -> b
      expect p.lost == 0
      """;

  /** Goes on for minutes. */
  private static final String LONG =
      """
      node a, b
      link a -- b { delay 1ms }
      for i in 1..40 {
        ping p[i] = a -> b { count 65000; every 10ms; size 1400B }
      }
      """;

  @TempDir Path directory;

  @BeforeEach
  void writeScenarios() {
    Lab.write(directory.resolve("s"), "good.scn", GOOD);
    Lab.write(directory.resolve("s"), "lossy.scn", LOSSY);
  }

  private Program program() {
    return Program.in(directory);
  }

  private JsonNode results(String out) {
    return Lab.json(directory.resolve(out).resolve("suite.json"));
  }

  private static String status(JsonNode results, String id) {
    for (JsonNode one : results.get("cases")) {
      if (one.get("id").asText().equals(id)) {
        return one.get("status").asText();
      }
    }
    return "absent";
  }

  @Test
  void resultsAreTheSameWhateverRunsWhen() throws IOException {
    Program.Finished one =
        program().run("test", "s", "--seeds", "1..6", "-j", "1", "--out", "one").spokeToPeople();
    Program.Finished four =
        program().run("test", "s", "--seeds", "1..6", "-j", "4", "--out", "four").spokeToPeople();
    assertThat(one.exitCode()).as("%s", one).isEqualTo(1);
    assertThat(four.exitCode()).isEqualTo(1);
    assertThat(four.out().replace("four", "one")).isEqualTo(one.out());
    for (String file : List.of("suite.json", "junit.xml", "results.ktap", "index.html")) {
      assertThat(directory.resolve("four").resolve(file))
          .hasSameTextualContentAs(directory.resolve("one").resolve(file));
    }
    String result = "cases/lossy/seed-2/result.json";
    assertThat(directory.resolve("four").resolve(result))
        .hasSameTextualContentAs(directory.resolve("one").resolve(result));
    assertThat(status(results("one"), "good.scn d=2ms seed=6")).isEqualTo("passed");
  }

  @Test
  void failingSeedsComeFirstNextTimeAndStayUntilTheyPass() throws IOException {
    program().run("test", "s/lossy.scn", "--seeds", "1..6", "--out", "out");
    assertThat(Lab.text(directory.resolve("out/failing.json"))).contains("lossy.scn").contains("2");
    Program.Finished again =
        program().run("test", "s/lossy.scn", "--seeds", "1", "-j1", "--fail-fast", "--out", "out");
    assertThat(again.out()).contains("FAILED    s/lossy.scn seed=2");
    assertThat(again.out()).doesNotContain("ok        s/lossy.scn seed=1");
    Lab.write(directory.resolve("s"), "lossy.scn", LOSSY.replace("0.4%", "0%"));
    Program.Finished mended =
        program().run("test", "s/lossy.scn", "--seeds", "1", "--rerun-failed", "--out", "out");
    assertThat(mended.exitCode()).as("%s", mended).isZero();
    assertThat(Lab.text(directory.resolve("out/failing.json"))).doesNotContain("lossy");
  }

  @Test
  void shardsAreDisjointAndComplete() {
    program().run("test", "s", "--seeds", "1..3", "--shard", "1/2", "--out", "a");
    program().run("test", "s", "--seeds", "1..3", "--shard", "2/2", "--out", "b");
    assertThat(results("a").get("cases").size() + results("b").get("cases").size()).isEqualTo(9);
    assertThat(status(results("a"), "good.scn d=1ms seed=1")).isEqualTo("passed");
    assertThat(status(results("b"), "good.scn d=1ms seed=1")).isEqualTo("absent");
  }

  /** With a limit for this one alone: on a busy machine, the others may take their time. */
  private void longOne(int seconds) {
    Lab.write(directory.resolve("s"), "a-long.scn", LONG);
    Lab.write(
        directory.resolve("s"),
        "suite.yaml",
        "scenarios: ['*.scn', {path: a-long.scn, time_limit: " + seconds + "s}]\n");
  }

  @Test
  void aKilledWorkerCostsOneCase() throws Exception {
    longOne(600);
    Program.Running suite = program().start("test", "s", "-j", "2", "--out", "out");
    Path last = directory.resolve("out/cases/lossy/result.json");
    for (int i = 0; i < 1500 && !Files.exists(last); i++) {
      Thread.sleep(100);
    }
    assertThat(last).exists();
    // The case that is left is tried once more in a new process, which meets the same fate.
    while (suite.process().isAlive()) {
      suite.process().children().forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(100);
    }
    Program.Finished finished = suite.await().spokeToPeople();
    assertThat(finished.exitCode()).as("%s", finished).isEqualTo(4);
    assertThat(finished.out())
        .contains("DIED      a-long.scn   the worker process died: signal 9")
        .contains("; in a new one again: signal 9")
        .contains("ok        good.scn d=1ms");
    assertThat(status(results("out"), "a-long.scn")).isEqualTo("died");
    assertThat(status(results("out"), "good.scn d=2ms")).isEqualTo("passed");
  }

  @Test
  void aCaseThatTakesTooLong() {
    longOne(3);
    Program.Finished run = program().run("test", "s", "--out", "out").spokeToPeople();
    assertThat(run.exitCode()).as("%s", run).isEqualTo(4);
    assertThat(run.out()).contains("TIMED OUT a-long.scn   took longer than 3 s of wall time");
    assertThat(status(results("out"), "good.scn d=1ms")).isEqualTo("passed");
  }

  @Test
  void aFullDiskLosesNoResult() throws IOException {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(Users.canMount(disk), "this system lets nobody mount a small disk");
    Lab.write(
        directory.resolve("s"),
        "b-large.scn",
        LOSSY.replace("800kbit", "80mbit").replace(" loss 0.4%", ""));
    String script =
        "mount -t tmpfs -o size=2m tmpfs disk && \"$@\"; code=$?; cp disk/out/*.* .; exit $code";
    Program.Finished run =
        program()
            .under("unshare", "-m", "sh", "-c", script, "sh")
            .run("test", "s", "-j", "1", "--out", "disk/out")
            .spokeToPeople();
    assertThat(run.exitCode()).as("%s", run).isEqualTo(4);
    assertThat(run.out()).contains("ERROR     b-large.scn   The disk is full");
    JsonNode results = Lab.json(directory.resolve("suite.json"));
    assertThat(status(results, "b-large.scn")).isEqualTo("error");
    assertThat(status(results, "good.scn d=1ms")).isEqualTo("passed");
    assertThat(Lab.text(directory.resolve("results.ktap"))).contains("not ok 1 b-large.scn");
  }

  @Test
  void aKernelThatCannotBeBuilt() throws IOException {
    Files.createDirectory(directory.resolve("empty"));
    Program.Finished run =
        program()
            .run(
                "test", "s/good.scn", "--kernel", "linux-6.12", "--kernel", "mine=empty", "--kernel",
                "nosuch", "--out", "out")
            .spokeToPeople();
    assertThat(run.exitCode()).as("%s", run).isEqualTo(4);
    assertThat(run.err()).contains("The kernel \"mine\" was not built; the suite goes on");
    assertThat(run.out())
        .contains("ok        s/good.scn d=1ms kernel=linux-6.12")
        .contains("ERROR     s/good.scn d=1ms kernel=mine   kernel mine was not built")
        .contains("INVALID   s/good.scn d=1ms kernel=nosuch");
  }

  @Test
  void mistakesAreShownAndTheRestRuns() {
    Lab.write(directory.resolve("s"), "wrong.scn", "node a\nlink a -- b\n");
    Lab.write(
        directory.resolve("s"),
        "suite.yaml",
        "scenarios:\n  - '*.scn'\n  - {path: wrong.scn, exit: 2}\n  - {path: lossy.scn, exit: 1}\n"
            + "seeds: 2\n");
    Program.Finished run = program().run("test", "s", "--out", "out", "--twice").spokeToPeople();
    assertThat(run.exitCode()).as("%s", run).isZero();
    Lab.write(directory.resolve("s"), "suite.yaml", "scenarios: ['*.scn']\n");
    Program.Finished invalid = program().run("test", "s", "--out", "out").spokeToPeople();
    assertThat(invalid.exitCode()).isEqualTo(2);
    assertThat(invalid.out())
        .contains("INVALID   wrong.scn")
        .contains("wrong.scn:2:")
        .contains("ok        good.scn d=1ms");
  }
}
