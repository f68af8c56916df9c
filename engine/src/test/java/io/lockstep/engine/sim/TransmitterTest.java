package io.lockstep.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.DirectionSpec;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransmitterTest {
  private static Transmitter of(long rate, long delay, double loss, int packets, long bytes) {
    return new Transmitter(
        new DirectionSpec(rate, delay, loss, packets, bytes),
        new StreamFactory(1, "link", "wire", 0));
  }

  @Test
  void serialisationIsExactAndRoundsUp() {
    assertThat(Transmitter.serialisation(1250, 10_000_000)).isEqualTo(1_000_000);
    assertThat(Transmitter.serialisation(1, 3)).isEqualTo(2_666_666_667L);
    assertThat(Transmitter.serialisation(1514, 1_000_000_000_000L)).isEqualTo(13);
    assertThat(Transmitter.serialisation(0, 1)).isZero();
    Random random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      int length = random.nextInt(80_000);
      long rate = 1 + (random.nextLong() >>> 1 + random.nextInt(60));
      BigInteger bits = BigInteger.valueOf(length).multiply(BigInteger.valueOf(8_000_000_000L));
      BigInteger[] parts = bits.divideAndRemainder(BigInteger.valueOf(rate));
      long expected = parts[0].longValueExact() + parts[1].signum();
      assertThat(Transmitter.serialisation(length, rate)).isEqualTo(expected);
    }
  }

  @Test
  void framesFollowEachOtherOnTheWire() {
    Transmitter wire = of(8_000_000, 5_000, 0, 0, 0);
    assertThat(wire.send(0, 100)).isEqualTo(105_000);
    assertThat(wire.send(0, 50)).isEqualTo(155_000);
    assertThat(wire.send(149_999, 1)).isEqualTo(156_000);
    assertThat(wire.send(1_000_000, 1)).isEqualTo(1_006_000);
  }

  @Test
  void withoutARateOnlyTheDelayCounts() {
    Transmitter wire = of(0, 7, 0, 1, 1);
    assertThat(wire.send(10, 1500)).isEqualTo(17);
    assertThat(wire.send(10, 1500)).isEqualTo(17);
  }

  @Test
  void theQueueHoldsThatManyFramesBehindTheOneBeingSent() {
    Transmitter wire = of(8_000_000, 0, 0, 2, 0);
    assertThat(wire.send(0, 100)).isEqualTo(100_000);
    assertThat(wire.send(0, 100)).isEqualTo(200_000);
    assertThat(wire.send(0, 100)).isEqualTo(300_000);
    assertThat(wire.send(0, 100)).isEqualTo(Transmitter.QUEUE_FULL);
    assertThat(wire.send(99_999, 100)).isEqualTo(Transmitter.QUEUE_FULL);
    assertThat(wire.send(100_000, 100)).isEqualTo(400_000);
    assertThat(wire.send(100_000, 100)).isEqualTo(Transmitter.QUEUE_FULL);
  }

  @Test
  void theQueueMayBeLimitedInBytes() {
    Transmitter wire = of(8_000_000, 0, 0, 0, 250);
    assertThat(wire.send(0, 1000)).isEqualTo(1_000_000);
    assertThat(wire.send(0, 200)).isEqualTo(1_200_000);
    assertThat(wire.send(0, 51)).isEqualTo(Transmitter.QUEUE_FULL);
    assertThat(wire.send(0, 50)).isEqualTo(1_250_000);
    assertThat(wire.send(1_000_000, 200)).isEqualTo(1_450_000);
  }

  @Test
  void aLongQueueKeepsItsOrder() {
    Transmitter wire = of(8_000, 0, 0, 1000, 0);
    for (int i = 1; i <= 1001; i++) {
      assertThat(wire.send(0, 1)).isEqualTo(i * 1_000_000L);
    }
    assertThat(wire.send(0, 1)).isEqualTo(Transmitter.QUEUE_FULL);
    assertThat(wire.send(500_000_000, 1)).isEqualTo(1_002_000_000L);
  }

  @Test
  void aShorterDelayDoesNotReorder() {
    Transmitter wire = of(0, 1000, 0, 0, 0);
    assertThat(wire.send(0, 100)).isEqualTo(1000);
    wire.set(new DirectionSpec(0, 10, 0, 0, 0));
    assertThat(wire.send(5, 100)).isEqualTo(1000);
    assertThat(wire.send(2000, 100)).isEqualTo(2010);
  }

  @Test
  void afterALinkWasDownNothingIsLeft() {
    Transmitter wire = of(8_000, 1000, 0, 1, 0);
    wire.send(0, 100);
    wire.send(0, 100);
    wire.clear();
    assertThat(wire.send(10, 1)).isEqualTo(1_001_010);
  }

  @Test
  void lossHasTheProbabilityAskedFor() {
    Transmitter wire = of(0, 0, 0.01, 0, 0);
    int lost = 0;
    for (int i = 0; i < 1_000_000; i++) {
      lost += wire.send(i, 100) == Transmitter.LOST ? 1 : 0;
    }
    assertThat(lost).isBetween(9_600, 10_400);
    Transmitter hole = of(0, 0, 1, 0, 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(hole.send(i, 1)).isEqualTo(Transmitter.LOST);
    }
  }

  @Test
  void aLostFrameHasOccupiedTheTransmitter() {
    Transmitter wire = of(8_000_000, 0, 1, 0, 0);
    assertThat(wire.send(0, 100)).isEqualTo(Transmitter.LOST);
    wire.set(new DirectionSpec(8_000_000, 0, 0, 0, 0));
    assertThat(wire.send(0, 100)).isEqualTo(200_000);
  }

  @Test
  void streamsDependOnSeedPurposeNameAndNumberOnly() {
    long seed = RandomStream.derive(7, "link", "core", 0);
    assertThat(RandomStream.derive(7, "link", "core", 0)).isEqualTo(seed);
    assertThat(
            new long[] {
              RandomStream.derive(8, "link", "core", 0),
              RandomStream.derive(7, "node", "core", 0),
              RandomStream.derive(7, "link", "cory", 0),
              RandomStream.derive(7, "link", "core", 1),
              RandomStream.derive(7, "linkc", "ore", 0)
            })
        .doesNotHaveDuplicates()
        .doesNotContain(seed);
    // Fixed for ever: a seed that once showed a bug must go on to show it.
    assertThat(new RandomStream(0).next()).isEqualTo(0xe220a8397b1dcdafL);
  }
}
