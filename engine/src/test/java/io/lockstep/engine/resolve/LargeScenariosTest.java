package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.ScenarioCase;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Size: what takes time must grow no faster than the scenario. */
class LargeScenariosTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void tenThousandLines() {
    StringBuilder text = new StringBuilder("node hub\n");
    for (int i = 0; i < 2500; i++) {
      text.append("let v").append(i).append(" = ").append(i == 0 ? "1" : "v" + (i - 1) + " + 1");
      text.append("\nnode n").append(i).append(" { sysctl net.ipv4.tcp_sack = ${v").append(i);
      text.append("} }\nlink l").append(i).append(" = n").append(i).append(" -- hub\n");
      text.append("expect n").append(i).append(".counter(\"IpInReceives\") >= v").append(i);
      text.append("\n");
    }
    ScenarioCase one =
        Assertions.assertTimeout(PATIENCE, () -> Scenario.one(text.toString()));
    assertThat(one.nodes()).hasSize(2501);
    assertThat(one.nodes().get(2500).settings().get(0).value()).isEqualTo("2500");
  }

  @Test
  void aHundredInstancesOfFiftyNodes() {
    String text =
        """
        topology site(uplink) {
          node router, h[1..49]
          group hosts = h[*]
          for h in hosts { link h -- router { delay 1ms } }
          link router -- uplink
          for i in 1..48 { ping p[i] = h[i] -> h[i+1] { start i * 1ms } }
          expect sum(p[*].lost) == 0
        }
        node core
        for i in 1..100 { use site[i] = site(core) }
        expect sum(site[*].p[*].received) == 5 * 4800
        """;
    ScenarioCase one = Assertions.assertTimeout(PATIENCE, () -> Scenario.one(text));
    assertThat(one.nodes()).hasSize(5001);
    assertThat(one.links()).hasSize(5000);
    assertThat(one.activities()).hasSize(4800);
  }

  @Test
  void tenThousandUnknownNames() {
    StringBuilder text = new StringBuilder("node n[1..5000]\nnode m[1..5000]\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("link x").append(i).append(" -- y").append(i).append('\n');
    }
    assertThat(Assertions.assertTimeout(PATIENCE, () -> Scenario.messages(text.toString())))
        .hasSize(20);
  }

  @Test
  void whatExpandsWithoutEndIsRefused() {
    StringBuilder text = new StringBuilder("topology t0() { node a }\n");
    for (int i = 1; i <= 12; i++) {
      text.append("topology t").append(i).append("() { for i in 1..10 { use x[i] = t");
      text.append(i - 1).append("() } }\n");
    }
    text.append("use x = t12()\n");
    assertThat(Assertions.assertTimeout(PATIENCE, () -> Scenario.messages(text.toString())))
        .anySatisfy(message -> assertThat(message).contains("more than 65,000 instances of topologies"));
  }
}
