package io.lockstep.bench.datagrams;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneFlowTest {
  @Test
  void isAValidScenario(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("bench.scn");
    Files.writeString(file, OneFlow.scenario(1600, 16, "rate 1gbit; delay 1ms"));
    assertThat(Engine.standard().check(file)).isEmpty();
  }
}
