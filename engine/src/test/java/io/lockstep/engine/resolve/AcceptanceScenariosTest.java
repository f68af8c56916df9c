package io.lockstep.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.graph.EventGraph;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.packet.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fixed scenarios resolve without any diagnostic, and twice to the same. */
class AcceptanceScenariosTest {
  @ParameterizedTest
  @CsvSource({
    "quickstart.scn, 1", "chain.scn, 3", "crash.scn, 1", "ipv6.scn, 1", "link-flap.scn, 1",
    "star.scn, 1", "tcp-lossy.scn, 3", "two-kernels.scn, 1"
  })
  void resolvesWithoutComplaint(String file, int cases) {
    ResolveOptions options =
        ResolveOptions.defaults()
            .withKernels(List.of("linux-6.1", "linux-6.12"))
            .withFields(Fields.known(), Fields::problem);
    Resolution first = Scenario.resolve(Scenario.resource(file), options);
    assertThat(first.diagnostics()).isEmpty();
    assertThat(first.cases()).hasSize(cases);
    assertThat(Scenario.resolve(Scenario.resource(file), options).cases()).isEqualTo(first.cases());
    for (ScenarioCase one : first.cases()) {
      assertThat(EventGraph.of(one).ordered())
          .hasSize(one.timeline().size() + one.activities().size() + one.expectations().size());
    }
  }

  @Test
  void chainCasesAreNamedByTheirParameter() {
    assertThat(Scenario.cases(Scenario.resource("chain.scn")))
        .extracting(ScenarioCase::name)
        .containsExactly("n=2", "n=8", "n=32");
  }
}
