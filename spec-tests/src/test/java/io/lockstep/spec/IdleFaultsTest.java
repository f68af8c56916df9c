package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.engine.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults that never strike are named; a scenario that needs one would else pass for nothing. */
class IdleFaultsTest {
  @Test
  void areNamedAndNoOthers(@TempDir Path directory) {
    Lab.Run run =
        new Lab(directory)
            .run(
                """
                scenario "faults in vain"
                node a, b
                link wire = a -- b { delay 5ms }
                ping p = a -> b { count 3; every 10ms }
                fault drop packet 4 on wire toward b where icmp
                fault hold 1ms packet 2 on wire toward b where icmp
                fault drop packet on wire where tcp
                fault duplicate packet every 2 on wire where icmp.type == 0
                from 1s to 2s { fault drop packet 1 on wire where icmp }
                expect p.received == 3
                """);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
    assertThat(run.console().lines().filter(line -> line.startsWith("never struck")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("scenario.scn:5:1  fault drop packet 4")
                    .endsWith("only 3 packets matched"),
            line -> assertThat(line).contains(":7:1  ").endsWith("no packet matched"),
            line -> assertThat(line).contains(":9:").endsWith("no packet matched"));
    JsonNode idle = run.result().get("never_struck");
    assertThat(idle).hasSize(3);
    assertThat(idle.get(0).get("line").asInt()).isEqualTo(5);
    assertThat(idle.get(0).get("matched").asInt()).isEqualTo(3);
  }

  @Test
  void leaveNoTraceWhereAllHaveStruck(@TempDir Path directory) {
    Lab.Run run =
        new Lab(directory)
            .run(
                """
                scenario "a fault that strikes"
                node a, b
                link wire = a -- b { delay 5ms }
                ping p = a -> b { count 3; every 10ms }
                fault drop packet 2 on wire toward b where icmp
                expect p.received == 2
                """);
    assertThat(run.exitCode()).as(run.console()).isEqualTo(ExitCode.MET);
    assertThat(run.console()).doesNotContain("never struck");
    assertThat(run.result().has("never_struck")).isFalse();
  }
}
