package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.engine.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kernel that dies takes nobody with it, and says what it died of. */
class CrashIsolationTest {
  private static final String SCENARIO =
      """
      node alice, bob, carol, dave
      link alice -- bob { delay 1ms }
      link carol -- dave { delay 1ms }
      ping doomed = alice -> bob { count 10; every 1s }
      ping fine = carol -> dave { count 10; every 1s }
      at 4500ms { set bob { file "%s" = "%s" } }
      expect fine.received == 10
      expect doomed.received == 5
      """;

  @TempDir Path directory;
  private Lab lab;

  @BeforeEach
  void openLab() {
    lab = new Lab(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/sysrq-trigger, c, panic, sysrq triggered crash, sysrq_handle_crash",
    "/proc/libos/provoke, PANIC, panic, dumptest, provoke_write",
    "/proc/libos/provoke, BUG, panic, kernel BUG at, provoke_write",
    "/proc/libos/provoke, ACCESS_NULL, oops, NULL pointer dereference, provoke_write",
    "/proc/libos/provoke, EXHAUST_STACK, stack_overflow, kernel stack overflow, recurse",
    "/proc/libos/provoke, POLL, panic, busy for 60 virtual seconds, provoke_write",
  })
  void itsNodeEndsAndTheOthersGoOn(
      String file, String word, String kind, String reason, String culprit) {
    Lab.Run run = lab.run(SCENARIO.formatted(file, word));
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.KERNEL_CRASHED);
    for (JsonNode expectation : run.result().get("expectations")) {
      assertThat(expectation.get("status").asText()).as(run.console()).isEqualTo("met");
    }
    JsonNode crash = run.node("bob").get("crash");
    assertThat(crash.get("kind").asText()).isEqualTo(kind);
    assertThat(crash.get("reason").asText()).contains(reason);
    assertThat(crash.get("time_ns").asLong()).isGreaterThanOrEqualTo(4_500_000_000L);
    assertThat(crash.get("backtrace").toString()).containsPattern(symbol(culprit));
    assertThat(run.log("bob")).contains("Call Trace:", culprit);
    assertThat(run.console())
        .contains("CRASHED  bob (linux-6.12, ")
        .containsPattern(symbol(culprit));
    for (String other : new String[] {"alice", "carol", "dave"}) {
      assertThat(run.node(other).get("crash").isNull()).as(other).isTrue();
    }
  }

  /** A function's name and offset; the compiler may have split off parts of it. */
  private static String symbol(String function) {
    return function + "(\\.\\w+)*\\+0x";
  }

  @Test
  void theTimeOfThePanicIsVirtual() {
    Lab.Run run = lab.run(SCENARIO.formatted("/proc/sysrq-trigger", "c"));
    assertThat(run.node("bob").get("crash").get("time_ns").asLong()).isEqualTo(4_500_000_000L);
    assertThat(run.console()).contains(" at 4.5 s: ");
    assertThat(run.log("bob")).contains("[    4.500000]");
  }

  /** The watchdog counts ten seconds of CPU time, hence the only test of its kind. */
  @Test
  void anEndlessLoopIsEnded() {
    Lab.Run run = lab.run(SCENARIO.formatted("/proc/libos/provoke", "LOOP"));
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.KERNEL_CRASHED);
    JsonNode crash = run.node("bob").get("crash");
    assertThat(crash.get("kind").asText()).isEqualTo("endless_loop");
    assertThat(crash.get("time_ns").asLong()).isEqualTo(4_500_000_000L);
    assertThat(run.activity("fine").get("metrics").get("received").asInt()).isEqualTo(10);
    assertThat(run.activity("doomed").get("metrics").get("received").asInt()).isEqualTo(5);
    assertThat(run.log("bob")).contains("provoke_write");
    assertThat(run.console()).containsPattern(symbol("provoke_write"));
    assertThat(crash.get("backtrace")).as("it depends on when the watchdog looked").isEmpty();
  }

  @Test
  void twoKernelsMayDieInOneRun() {
    Lab.Run run =
        lab.run(
            SCENARIO.formatted("/proc/sysrq-trigger", "c")
                + "at 20s { set alice { file \"/proc/libos/provoke\" = \"ACCESS_NULL\" } }\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.KERNEL_CRASHED);
    assertThat(run.node("alice").get("crash").get("time_ns").asLong()).isEqualTo(20_000_000_000L);
    assertThat(run.node("bob").get("crash").get("time_ns").asLong()).isEqualTo(4_500_000_000L);
    assertThat(run.activity("fine").get("metrics").get("received").asInt()).isEqualTo(10);
  }

  @Test
  void deathsAreReproducible() {
    String scenario =
        """
        node a, b, c, d
        link a -- b { delay 1ms }
        link c -- d { delay 1ms }
        at 1s { set a { file "/proc/libos/provoke" = "BUG" } }
        at 2s { set b { file "/proc/libos/provoke" = "ACCESS_NULL" } }
        at 3s { set c { file "/proc/libos/provoke" = "EXHAUST_STACK" } }
        at 4s { set d { file "/proc/sysrq-trigger" = "c" } }
        """;
    Path file = Lab.write(directory, "x.scn", scenario);
    String[] results = new String[2];
    for (int i = 0; i < results.length; i++) {
      Program.Finished run = Program.in(directory).run("run", file.toString(), "--out", "o" + i);
      assertThat(run.exitCode()).as("%s", run).isEqualTo(3);
      results[i] = Lab.text(directory.resolve("o" + i + "/result.json"));
      for (String node : List.of("a", "b", "c", "d")) {
        results[i] += Lab.text(directory.resolve("o" + i + "/log/" + node + ".log"));
      }
    }
    assertThat(results[1]).isEqualTo(results[0]).contains("kernel BUG at", "NULL pointer");
  }

  @Test
  void theProgramEndsWithThree() {
    Path file =
        Lab.write(directory, "x.scn", SCENARIO.formatted("/proc/libos/provoke", "EXHAUST_STACK"));
    Program.Finished run = Program.in(directory).run("run", file.toString(), "--out", "out");
    run.spokeToPeople();
    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.out())
        .contains("CRASHED  bob", "2 of 2 expectations met")
        .containsPattern(symbol("recurse"));
    assertThat(Files.exists(directory.resolve("out/result.json"))).isTrue();
  }
}
