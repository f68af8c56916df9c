package io.lockstep.bench.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {
  @Test
  void isAValidScenario(@TempDir Path directory) throws IOException {
    for (int nodes : new int[] {2, 100, Chain.LONGEST}) {
      Path file = directory.resolve("chain" + nodes + ".scn");
      Files.writeString(file, new Chain(nodes, 1000).scenario());
      assertThat(Engine.standard().check(file)).isEmpty();
    }
  }

  @Test
  void sendsADatagramAfterTheOneBeforeHasArrived() {
    Chain chain = new Chain(8, 1000);
    double interval = Chain.PAYLOAD_BYTES * 8e9 / chain.rate();
    assertThat(interval).isGreaterThan(9 * 1000).isLessThan(19 * 1000);
    assertThat(chain.durationNs()).isBetween(17_900_000L, 18_100_000L);
  }
}
