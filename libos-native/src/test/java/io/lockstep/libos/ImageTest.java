package io.lockstep.libos;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.libos.image.ImageCheck;
import io.lockstep.libos.image.SharingReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The finished kernel images, decoded instruction by instruction. */
class ImageTest {
  @ParameterizedTest
  @ValueSource(strings = {"linux-6.1", "linux-6.12"})
  void everyInstructionIsUnderstoodAndNoneDependsOnWhereTheDataIs(String name) throws Exception {
    SharingReport report = ImageCheck.verify(KernelStore.standard().find(name));
    assertThat(report.instructions()).isGreaterThan(1_000_000);
    assertThat(report.dataReferences()).isGreaterThan(40_000);
    assertThat(report.rbxWriters()).containsExactly("libos_entry", "libos_switch_stack");
  }
}
