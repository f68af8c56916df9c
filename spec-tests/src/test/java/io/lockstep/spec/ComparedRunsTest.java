package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.compare.RunComparison;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two runs have in common although each kernel draws its own ports and numbers. */
class ComparedRunsTest {
  private static final String SCENARIO =
      """
      node a, b { sysctl net.ipv6.conf.all.disable_ipv6 = 1 }
      link wire = a -- b { rate 10mbit; delay 5ms }
      flow bulk = tcp a -> b:80 { send 100KB }
      flow more = udp a -> b:90 { rate 1mbit; size 500B; count 20 }
      flow paths = mptcp a -> b:81 { send 20KB }
      expect bulk.completed
      """;

  @TempDir Path directory;
  private int runs;

  private Path run(String scenario, long seed) {
    Path own = directory.resolve("run-" + ++runs);
    return Lab.runFile(
            Lab.write(own, "scenario.scn", scenario),
            own.resolve("out"),
            options -> options.withSeed(seed))
        .directory();
  }

  @Test
  void anotherSeedDrawsOtherNumbers() throws IOException {
    Path one = run(SCENARIO, 1);
    Path other = run(SCENARIO, 2);
    RunComparison.Result behaviour = RunComparison.compare(one, other, false);
    assertThat(behaviour.lines()).isEmpty();
    assertThat(behaviour.leftOut()).isTrue();
    assertThat(RunComparison.compare(one, other, true).lines())
        .anyMatch(line -> line.contains("tcp.seq"));
  }

  @Test
  void whatIsNotDrawnCounts() throws IOException {
    Path one = run(SCENARIO, 1);
    Path other = run(SCENARIO.replace("100KB", "99KB"), 2);
    RunComparison.Result behaviour = RunComparison.compare(one, other, false);
    assertThat(behaviour.isSame()).isFalse();
    assertThat(behaviour.lines().get(0)).startsWith("first event that differs");
  }

  @Test
  void equalRunsAreComparedWhole() throws IOException {
    Path one = run(SCENARIO, 1);
    Path other = run(SCENARIO, 1);
    RunComparison.Result all = RunComparison.compare(one, other, false);
    assertThat(all.isSame()).isTrue();
    assertThat(all.leftOut()).isFalse();
  }
}
