package io.lockstep.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelLogTest {
  @Test
  void stampsCountFromTheStartOfTheScenario() {
    String log =
        "[    0.000000] Linux version\n[    1.000000] up\n[   12.345678] a [0.5] b\nno stamp\n";
    assertThat(KernelLog.shift(log, 1_000_000_000L))
        .isEqualTo(
            "[   -1.000000] Linux version\n[    0.000000] up\n[   11.345678] a [0.5] b\n"
                + "no stamp\n");
  }

  @Test
  void fractionsOfNegativeStampsAreRight() {
    assertThat(KernelLog.shift("[    0.750000] x", 1_000_000_000L))
        .isEqualTo("[   -0.250000] x");
  }
}
