package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** for and if around statements, actions and settings. */
class BlocksTest {
  @Test
  void conditionsChooseStatements() {
    ScenarioCase one =
        Scenario.one(
            """
            let n = 3
            if n > 5 { node a } else if n == 3 { node b; let m = n } else { node c }
            if n == 4 { node d }
            for x in 1..2, 5, [7, n] { if x > 2 { node e[x] } }
            if true { profile p { sysctl net.ipv4.ip_forward = 1 }; capture off; routes auto }
            set b { if n > 2 { sysctl net.ipv4.tcp_sack = 0 } else { kernel nope } }
            """);
    assertThat(one.nodes())
        .extracting(NodeSpec::name)
        .containsExactly("b", "e[5]", "e[7]", "e[3]");
    assertThat(one.captureWanted()).isFalse();
    assertThat(one.nodes().get(0).settings()).hasSize(1);
  }

  @Test
  void loopsAreTheSameAsWrittenOut() {
    ScenarioCase loop =
        Scenario.one(
            """
            seed 3
            node h[1..3]
            for i in 1..2 {
              link h[i] -- h[i+1] { loss i * 1% }
              if i == 2 { ping p[i] = h[i] -> h[1] }
            }
            at 1s { for i in 1..2 { set h[i] { file "/proc/x" = "${i}" } } }
            """);
    ScenarioCase written =
        Scenario.one(
            """
            seed 3
            node h[1..3]
            link h[1] -- h[2] { loss 1% }
            link h[2] -- h[3] { loss 2% }
            ping p[2] = h[2] -> h[1]
            at 1s { set h[1] { file "/proc/x" = "1" }; set h[2] { file "/proc/x" = "2" } }
            """);
    assertThat(places(loop)).isEqualTo(places(written));
  }

  /** A case without the places in the file. */
  private static String places(ScenarioCase one) {
    return one.toString().replaceAll("source=Source\\[[^\\n]*?\\](?=[,\\]])", "");
  }

  @Test
  void anUnrelatedLinkChangesNothing() {
    String text = "node a, b, c\nlink a -- b\nlink x = b -- c { rate 1gbit }\nping a -> b\n";
    ScenarioCase before = Scenario.one(text);
    ScenarioCase after = Scenario.one("node y, z\nlink y -- z\n" + text);
    List<LinkSpec> links = after.links();
    for (LinkSpec old : before.links()) {
      LinkSpec same =
          links.stream().filter(link -> link.name().equals(old.name())).findFirst().orElseThrow();
      assertThat(same.a().mac()).isEqualTo(old.a().mac());
      assertThat(same.b().mac()).isEqualTo(old.b().mac());
      assertThat(same.a().addresses()).isEqualTo(old.a().addresses());
      assertThat(same.b().addresses()).isEqualTo(old.b().addresses());
      assertThat(same.a().netdev()).isEqualTo(old.a().netdev());
    }
  }

  @Test
  void truthValuesInExpectations() {
    ScenarioCase one =
        Scenario.one(
            """
            node a, b
            link a -- b
            ping p = a -> b
            let strict = 2 > 1
            expect not strict or p.lost == 0
            expect max(1, 2) == 2 and p.received == len([1..5])
            """);
    assertThat(one.expectations()).hasSize(2);
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                """
                node a
                let n = 1
                if n { node b }
                if n > 0 { let m = 1 }
                let k = m
                for n in 1..2 { node c[n] }
                for i in 1ms..3ms { node d[i] }
                set a { if 1s { kernel x } }
                set a { for i in 1..2 { sysctl nt.x = ${i} } }
                """))
        .containsExactly(
            "3:4: error: expected a condition such as 'n > 2', found a plain number (1)",
            "6:5: error: 'n' is already the name of a variable",
            "7:10: error: a range of numbers with units needs a step, such as"
                + " '0ms..100ms step 10ms', found a time (1ms)",
            "8:12: error: expected a condition such as 'n > 2', found a time (1s)",
            "9:32: error: unknown sysctl 'nt.x': its first part must be one of kernel, net, vm,"
                + " fs, user, dev, debug; did you mean 'net.x'?");
  }
}
