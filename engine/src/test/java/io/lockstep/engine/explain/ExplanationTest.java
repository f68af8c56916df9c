package io.lockstep.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockstep.engine.Examples;
import io.lockstep.engine.Golden;
import io.lockstep.engine.model.ScenarioCase;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class ExplanationTest {
  private static Explanation of(String example) {
    List<ScenarioCase> cases = Examples.cases(example);
    return new Explanation(
        cases.get(0),
        cases.stream().map(ScenarioCase::name).toList(),
        EnumSet.allOf(Section.class));
  }

  @Test
  void tcpLossy(TestInfo test) {
    Golden.check(test, ".txt", of("tcp-lossy.scn").text(false));
  }

  @Test
  void outage(TestInfo test) {
    Golden.check(test, ".txt", of("outage.scn").text(false));
  }

  @Test
  void outageAsJson(TestInfo test) throws IOException {
    String json = of("outage.scn").json();
    Golden.check(test, ".json", json);
    JsonNode root = new ObjectMapper().readTree(json);
    for (Section section : Section.values()) {
      assertThat(root.get(section.name().toLowerCase(Locale.ROOT)).isArray()).isTrue();
    }
  }

  @Test
  void longSectionsAreCut() {
    assertThat(of("star.scn").text(false).lines().count()).isLessThan(200);
    assertThat(of("star.scn").text(false)).contains("… and 980 more; --all shows them");
    assertThat(of("star.scn").text(true)).doesNotContain("more").contains("p[998]");
  }

  @Test
  void computedRoutesAreMarked() {
    assertThat(of("three-routers.scn").text(false))
        .containsPattern("r\\[2\\] +198\\.18\\.[0-9.]+/30 via [0-9.]+ dev eth[01] +computed");
  }
}
