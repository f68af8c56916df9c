package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;
import org.junit.jupiter.api.Test;

/** param, let, for, seed and scenario. */
class VariablesTest {
  @Test
  void parametersMultiplyInOrderOfDeclaration() {
    var cases =
        Scenario.cases(
            """
            param cc = cubic, bbr
            let base = 2
            param n = base, 2 * base
            scenario "with ${cc} and ${n}"
            seed n * 10
            node h[1..n] { sysctl net.ipv4.tcp_congestion_control = ${cc} }
            """);
    assertThat(cases)
        .extracting(ScenarioCase::name)
        .containsExactly("cc=cubic,n=2", "cc=cubic,n=4", "cc=bbr,n=2", "cc=bbr,n=4");
    ScenarioCase last = cases.get(3);
    assertThat(last.title()).isEqualTo("with bbr and 4");
    assertThat(last.seed()).isEqualTo(40);
    assertThat(last.parameters()).containsEntry("cc", "bbr").containsEntry("n", "4");
    assertThat(last.nodes())
        .extracting(NodeSpec::name)
        .containsExactly("h[1]", "h[2]", "h[3]", "h[4]");
    assertThat(last.nodes().get(3).settings().get(0).value()).isEqualTo("bbr");
  }

  @Test
  void parametersKeepTheirSpellingInNames() {
    assertThat(Scenario.cases("param d = 60s, 1500us, 10.0.0.0/8\nnode a"))
        .extracting(ScenarioCase::name)
        .containsExactly("d=60s", "d=1500us", "d=10.0.0.0_8");
  }

  @Test
  void theSeedCanBeOverridden() {
    Resolution resolution =
        Scenario.resolve("seed 7\nnode a", ResolveOptions.defaults().withSeed(9));
    assertThat(resolution.cases().get(0).seed()).isEqualTo(9);
  }

  @Test
  void loopsRunOverRangesAndLists() {
    ScenarioCase one =
        Scenario.one(
            """
            node r[1..4]
            for i in 1..3 {
              for j in 4..3 { node q[i][j] }
              link r[i] -- r[i+1]
            }
            for d in 1ms, 2ms { link r[1] -- r[2] { delay d } }
            """);
    assertThat(one.links())
        .extracting(LinkSpec::name)
        .containsExactly("r[1]--r[2]", "r[2]--r[3]", "r[3]--r[4]", "r[1]--r[2]#2", "r[1]--r[2]#3");
    assertThat(one.links().get(4).forward().delayNs()).isEqualTo(2_000_000);
  }

  @Test
  void wrongUses() {
    assertThat(
            Scenario.messages(
                """
                param n = 1, 2
                let n = 3
                let x = 10ms + 5
                let y = x * 2
                let z = 9000000h * 2
                let q = 1/0
                seed 1.5
                for i in 1..5000000 { let k = 1 }
                for i in 1..2 { seed 3 }
                node h[1..100000]
                node g[u]
                """))
        .containsExactly(
            "2:5: error: 'n' is already the name of a variable",
            "3:9: error: cannot add a time and a plain number in '10ms + 5'",
            "5:9: error: this is too large, expected at most 9223372036s in '9000000h'",
            "6:9: error: division by zero in '1/0'",
            "7:6: error: expected a seed, a whole number of at least 0, found a plain number"
                + " (1.5)",
            "8:10: error: this loop would run 5,000,000 times, expected at most 1,000,000",
            "9:17: error: 'seed 3' cannot stand in a loop, expected at the top level",
            "10:8: error: these are 100,000, expected at most 65,000",
            "11:8: error: unknown variable 'u'");
  }

  @Test
  void tooManyCases() {
    String values = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11";
    String params =
        "param a = " + values + "\nparam b = " + values + "\nparam c = " + values
            + "\nparam d = " + values + "\nnode n";
    assertThat(Scenario.messages(params))
        .containsExactly("4:1: error: the parameters make more than 10,000 cases");
  }

  @Test
  void theSameCaseTwice() {
    assertThat(Scenario.messages("param a = 1, 1\nnode n"))
        .containsExactly("1:1: error: two cases have the same parameters: a=1");
  }
}
