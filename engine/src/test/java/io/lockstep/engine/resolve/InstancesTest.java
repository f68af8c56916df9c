package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.Condition;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.Operand;
import io.lockstep.engine.model.ScenarioCase;
import org.junit.jupiter.api.Test;

/** topology and use. */
class InstancesTest {
  private static final String DUMBBELL =
      """
      topology dumbbell(n, bottleneck = 10mbit) {
        node left[1..n], right[1..n], lr, rr { sysctl net.ipv4.ip_forward = 1 }
        link core = lr -- rr { rate bottleneck }
        for i in 1..n {
          link left[i] -- lr
          link right[i] -- rr
          ping p[i] = left[i] -> right[i]
        }
        expect sum(p[*].received) == 5 * n
      }
      """;

  @Test
  void namesInsideBelongToTheInstance() {
    ScenarioCase one =
        Scenario.one(
            "routes auto\nuse d = dumbbell(2, bottleneck = 5mbit)\n" + DUMBBELL
                + """
                use e[1] = dumbbell(1)
                node server
                link server -- d.left[1]
                expect d.p[2].rtt.min > 0 and max(d.p[*].rtt.max) < 1s
                expect d.left[1].counter("IpInReceives") > 0
                expect packet on d.core where icmp
                expect sum(e[*].p[*].received) == 5
                """);
    assertThat(one.nodes())
        .extracting(NodeSpec::name)
        .containsExactly(
            "d.left[1]", "d.left[2]", "d.right[1]", "d.right[2]", "d.lr", "d.rr",
            "e[1].left[1]", "e[1].right[1]", "e[1].lr", "e[1].rr", "server");
    assertThat(one.links())
        .extracting(LinkSpec::name)
        .containsExactly(
            "d.core", "d.left[1]--d.lr", "d.right[1]--d.rr", "d.left[2]--d.lr", "d.right[2]--d.rr",
            "e[1].core", "e[1].left[1]--e[1].lr", "e[1].right[1]--e[1].rr",
            "server--d.left[1]");
    assertThat(one.links().get(0).forward().rateBitsPerSecond()).isEqualTo(5_000_000);
    assertThat(one.links().get(5).forward().rateBitsPerSecond()).isEqualTo(10_000_000);
    assertThat(one.activities())
        .extracting(ActivitySpec::name)
        .containsExactly("d.p[1]", "d.p[2]", "e[1].p[1]");
    Condition.Comparison last = (Condition.Comparison) one.expectations().get(5).condition();
    assertThat(((Operand.Aggregate) last.left()).operands()).hasSize(1);
  }

  @Test
  void withoutANameTheNamesAreThoseOfThePlace() {
    ScenarioCase one =
        Scenario.one(
            """
            topology pair(x) { node a[x], b[x]; link a[x] -- b[x] }
            use pair(1)
            use pair(x = 2)
            ping a[1] -> b[1]
            """);
    assertThat(one.nodes())
        .extracting(NodeSpec::name)
        .containsExactly("a[1]", "b[1]", "a[2]", "b[2]");
  }

  @Test
  void topologiesUseEachOther() {
    ScenarioCase one =
        Scenario.one(
            """
            topology rack(n, uplink) {
              node switch, h[1..n]
              for i in 1..n { link h[i] -- switch }
              link switch -- uplink
            }
            topology site(racks) {
              node core
              for i in 1..racks { use rack[i] = rack(2, core) }
              link core -- gate
            }
            node gate
            for i in 1..2 { use s[i] = site(i) }
            use r = rack(1, uplink = s[2].rack[1].switch)
            """);
    assertThat(one.links())
        .extracting(LinkSpec::name)
        .contains("s[1].core--gate", "s[2].rack[2].switch--s[2].core")
        .endsWith("r.h[1]--r.switch", "r.switch--s[2].rack[1].switch");
  }

  @Test
  void bodiesSeeTheirParametersAndTheVariablesOfTheFile() {
    assertThat(
            Scenario.messages(
                """
                let n = 3
                let out = 4
                topology t(n) { let twice = 2 * n; let out = 1; node a[twice]; node b[i] }
                for i in 1..1 { use x = t(5) }
                use y = t(n)
                let twice = 1
                set x.a[10], y.a[6] { sysctl net.ipv4.ip_forward = 1 }
                """))
        .containsExactly("3:71: error: unknown variable 'i'");
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                """
                topology t(n, m = 2) { node a[1..n] }
                topology u() { use v() }
                topology v() { use w = u() }
                topology t(x) { node a }
                topology p(x) { let x = 2; node a }
                node z, n
                use d = t(1)
                use d = t(1)
                use z = t(1)
                use t()
                use t(1, 2, 3)
                use t(1, k = 2)
                use t(1, n = 2)
                use q = tt(1)
                use x = u()
                use y = p(1)
                link n -- d.b[1]
                link n -- d.a[7]
                link n -- e.a[1]
                set d { sysctl net.ipv4.ip_forward = 1 }
                """))
        .containsExactly(
            "3:24: error: the topology 'u' uses itself: u -> v -> u",
            "4:10: error: 't' is already the name of a topology",
            "5:21: error: 'x' is already the name of a variable",
            "6:6: error: 'z' is already the name of an instance of a topology",
            "8:5: error: 'd' is already the name of an instance of a topology",
            "10:5: error: the topology 't' needs a value for 'n'",
            "11:13: error: the topology 't' has 2 parameters, found one more argument",
            "12:10: error: the topology 't' has no parameter 'k'",
            "13:10: error: 'n' is given twice",
            "14:9: error: unknown topology 'tt'; did you mean 't'?",
            "17:11: error: unknown node 'd.b[1]'; did you mean 'd.a'?",
            "18:11: error: unknown node 'd.a[7]'; there is d.a[1]",
            "19:11: error: unknown node or instance of a topology 'e'",
            "20:5: error: 'd' is an instance of a topology, expected a node, link or LAN");
  }

  @Test
  void missingArgumentsShowTheDefinition() {
    assertThat(
            Scenario.resolve("topology t(n, m = 2) { node a }\nuse t()").diagnostics().get(0)
                .hints())
        .containsExactly("it is defined as t(n, m = 2) at x.scn:1:10");
  }

  @Test
  void instancesAreTheSameAsWrittenOut() {
    ScenarioCase used = Scenario.one("routes auto\n" + DUMBBELL + "use d = dumbbell(2)\n");
    ScenarioCase again =
        Scenario.one(
            "routes auto\n" + DUMBBELL
                + "use d = dumbbell(2)\nnode x, y\nlink x -- y\nuse c = dumbbell(1)\n");
    for (int i = 0; i < used.links().size(); i++) {
      LinkSpec before = used.links().get(i);
      LinkSpec after = again.links().get(i);
      assertThat(after.a()).isEqualTo(before.a());
      assertThat(after.b()).isEqualTo(before.b());
      assertThat(after.name()).isEqualTo(before.name());
    }
  }
}
