package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.ScenarioCase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** param with ranges and lists, constraint, and choices of the user. */
class ConstraintsTest {
  @Test
  void rangesAndListsStandForTheirElements() {
    assertThat(
            Scenario.cases(
                """
                let few = [7, 9]
                param n = 1..3, 8, few
                param d = 0ms..2ms step 1ms
                constraint n > 7
                node a
                """))
        .extracting(ScenarioCase::name)
        .containsExactly("n=8,d=0s", "n=8,d=1ms", "n=8,d=2ms", "n=9,d=0s", "n=9,d=1ms", "n=9,d=2ms");
  }

  @Test
  void aParameterMayDependOnAnother() {
    assertThat(Scenario.cases("param n = 1..3\nparam k = 1..n\nconstraint k != 2\nnode a"))
        .extracting(ScenarioCase::name)
        .containsExactly("n=1,k=1", "n=2,k=1", "n=3,k=1", "n=3,k=3");
  }

  @Test
  void constraintsSeeLetsAndWords() {
    assertThat(
            Scenario.cases(
                """
                param cc = cubic, bbr
                param n = 4, 16
                let many = n > 8
                constraint cc != bbr or not many
                node a
                """))
        .extracting(ScenarioCase::name)
        .containsExactly("cc=cubic,n=4", "cc=cubic,n=16", "cc=bbr,n=4");
  }

  @Test
  void manyCombinationsWithFewCasesAreFast() {
    assertThat(
            Scenario.cases(
                "param a = 1..300\nparam b = 1..300\nconstraint a == b and a < 4\nnode n"))
        .hasSize(3);
  }

  @Test
  void noCaseIsLeft() {
    assertThat(
            Scenario.resolve("param n = 1, 2\nconstraint n > 2\nnode a")
                .diagnostics()
                .get(0)
                .hints())
        .isEmpty();
  }

  @Test
  void wrongUses() {
    assertThat(Scenario.messages("param n = 1, 2\nconstraint n > 2\nnode a"))
        .containsExactly(
            "2:1: error: no case is left: no combination of the parameters fulfils the"
                + " constraints");
    assertThat(Scenario.messages("param n = 1, 2\nconstraint n\nconstraint m > 1\nnode a"))
        .containsExactly(
            "2:12: error: expected a condition such as 'n > 2', found a plain number (1)",
            "3:12: error: unknown variable 'm'");
    assertThat(Scenario.messages("param n = 3..2\nnode a"))
        .containsExactly("1:1: error: the parameter 'n' has no value");
    assertThat(Scenario.messages("param n = 1..20000\nnode a"))
        .containsExactly("1:1: error: the parameters make more than 10,000 cases");
  }

  @Test
  void mistakesInLaterCasesNameTheCase() {
    Resolution resolution =
        Scenario.resolve("param n = 1, 0\nparam cc = bbr\nlet x = 5 / n\nnode a");
    assertThat(resolution.diagnostics().get(0).hints()).containsExactly("with n = 0, cc = bbr");
  }

  @Test
  void theUserChooses() {
    String text = "param cc = cubic, bbr\nparam d = 10ms, 0.02s\nnode a";
    Resolution one =
        Scenario.resolve(
            text, ResolveOptions.defaults().withParameters(Map.of("cc", "bbr", "d", "20ms")));
    assertThat(one.cases()).extracting(ScenarioCase::name).containsExactly("cc=bbr,d=0.02s");
    assertThat(
            Scenario.messages(
                text, ResolveOptions.defaults().withParameters(Map.of("cc", "cubik"))))
        .containsExactly(
            "1:1: error: the parameter 'cc' has no value 'cubik', expected one of cubic, bbr;"
                + " did you mean 'cubic'?");
    assertThat(
            Scenario.messages(text, ResolveOptions.defaults().withParameters(Map.of("c", "bbr"))))
        .containsExactly(
            "1:1: error: the scenario has no parameter 'c', expected one of cc, d; did you mean"
                + " 'cc'?");
  }
}
