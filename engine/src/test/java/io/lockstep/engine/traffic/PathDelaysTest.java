package io.lockstep.engine.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.Examples;
import io.lockstep.engine.model.ScenarioCase;
import org.junit.jupiter.api.Test;

class PathDelaysTest {
  private static final long MS = 1_000_000;

  @Test
  void onlyTheShortestPathsCount() {
    ScenarioCase scenario =
        Examples.cases(
                "paths.scn",
                """
                node a, b, c, d, far, alone
                link a -- b { delay 1ms }
                link b -- c { delay 2ms; jitter 500us; toward b { delay 7ms } }
                link a -- d { delay 20ms }
                lan office = c, d { delay 5ms; toward d { delay 4ms } }
                link a -- far { delay 1h }
                """)
            .get(0);
    PathDelays delays = new PathDelays(scenario);
    assertThat(delays.between(0, 1)).isEqualTo(MS);
    assertThat(delays.between(0, 2)).isEqualTo(25 * MS);
    assertThat(delays.between(1, 3)).isEqualTo(21 * MS);
    assertThat(delays.between(2, 3)).isEqualTo(4 * MS);
    assertThat(delays.between(3, 4)).isEqualTo(3_600_000 * MS + 20 * MS);
    assertThat(delays.between(0, 0)).isZero();
    assertThat(delays.between(0, 5)).isZero();
  }
}
