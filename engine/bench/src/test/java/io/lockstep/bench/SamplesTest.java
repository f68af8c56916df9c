package io.lockstep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void theMedianIsInTheMiddle() {
    Samples samples = new Samples();
    assertThat(samples.median()).isNaN();
    samples.add(30);
    samples.add(10);
    assertThat(samples.median()).isEqualTo(20);
    samples.add(11);
    assertThat(samples.median()).isEqualTo(11);
    assertThat(samples).hasToString("11 (10 to 30)");
  }
}
