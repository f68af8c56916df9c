package io.lockstep.engine.sim;

import static io.lockstep.engine.sim.CaseBuilder.MS;
import static io.lockstep.engine.sim.CaseBuilder.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.engine.model.DirectionSpec;
import io.lockstep.engine.model.LossModel;
import io.lockstep.engine.model.MetricName;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** Jitter, reordering, duplication, corruption and bursts of loss. */
class ImpairmentsTest {
  private static final LossModel NONE = LossModel.NONE;

  private static DirectionSpec spec(
      LossModel loss, long jitter, double duplicate, double reorder, double corrupt) {
    return new DirectionSpec(0, 10 * MS, loss, 0, 0, jitter, duplicate, reorder, corrupt);
  }

  private static Transmitter wire(DirectionSpec spec) {
    return new Transmitter(spec, new StreamFactory(3, "link", "wire", 0));
  }

  @Test
  void jitterIsUniformAndKeepsTheOrder() {
    Transmitter wire = wire(spec(NONE, 2 * MS, 0, 0, 0));
    long sum = 0;
    long least = Long.MAX_VALUE;
    long most = 0;
    int frames = 100_000;
    for (int i = 0; i < frames; i++) {
      long delay = wire.send(i * 10 * MS, 100) - i * 10 * MS;
      sum += delay;
      least = Math.min(least, delay);
      most = Math.max(most, delay);
    }
    assertThat(least).isBetween(8 * MS, 8 * MS + 1000);
    assertThat(most).isBetween(12 * MS - 1000, 12 * MS);
    assertThat(sum / frames).isBetween(10 * MS - 20_000, 10 * MS + 20_000);
    long last = 0;
    for (int i = 0; i < 1000; i++) {
      long arrival = wire.send(frames * 10 * MS + i * 1000, 100);
      assertThat(arrival).isGreaterThanOrEqualTo(last);
      last = arrival;
    }
    assertThat(wire.onlyDelays()).isFalse();
  }

  @Test
  void burstsOfLossHaveTheLengthAskedFor() {
    Transmitter wire = wire(spec(new LossModel.GilbertElliott(0.01, 0.25, 1, 0), 0, 0, 0, 0));
    int lost = 0;
    int bursts = 0;
    boolean before = false;
    int frames = 400_000;
    for (int i = 0; i < frames; i++) {
      boolean now = wire.send(i, 100) == Transmitter.LOST;
      lost += now ? 1 : 0;
      bursts += now && !before ? 1 : 0;
      before = now;
    }
    // The share of the bad state is 0.01 / (0.01 + 0.25), a burst 1 / 0.25 frames.
    assertThat(lost / (double) frames).isBetween(0.0365, 0.0405);
    assertThat(lost / (double) bursts).isBetween(3.8, 4.2);
  }

  @Test
  void oneImpairmentDoesNotChangeAnother() {
    LossModel some = new LossModel.Independent(0.1);
    Transmitter plain = wire(spec(some, 0, 0, 0, 0));
    Transmitter much = wire(spec(some, 3 * MS, 0.5, 0.5, 0.5));
    LongUnaryOperator lost = frame -> plain.send(frame, 100) == Transmitter.LOST ? 1 : 0;
    for (int i = 0; i < 10_000; i++) {
      boolean there = lost.applyAsLong(i * 100 * MS) == 1;
      assertThat(much.send(i * 100 * MS, 100) == Transmitter.LOST).isEqualTo(there);
    }
  }

  private static RunResult udp(DirectionSpec there) {
    CaseBuilder b = new CaseBuilder(2);
    int a = b.node("a", "");
    int z = b.node("z", "");
    b.link(a, "10.0.0.1/24", z, "10.0.0.2/24", there, CaseBuilder.delay(MS));
    b.udp(a, z, "10.0.0.2", 4000, 800_000, 100, S, 3 * S);
    TestRun run = new TestRun(b.build());
    assertThat(TestRun.stepwise(b.build()).fingerprint()).isEqualTo(run.fingerprint());
    return run.result();
  }

  private static double metric(RunResult result, MetricName name) {
    return result.activities().get(0).metric(name);
  }

  @Test
  void someFramesArriveTwice() {
    RunResult result = udp(spec(NONE, 0, 0.1, 0, 0));
    assertThat(metric(result, MetricName.RECEIVED)).isEqualTo(2000);
    assertThat(metric(result, MetricName.DUPLICATED)).isBetween(150.0, 250.0);
    LinkResult.Direction wire = result.links().get(0).directions().get(0);
    assertThat(wire.delivered()).isEqualTo(wire.sent() + wire.duplicated());
  }

  @Test
  void someFramesOvertake() {
    RunResult result = udp(spec(NONE, 0, 0, 0.02, 0));
    assertThat(metric(result, MetricName.RECEIVED)).isEqualTo(2000);
    // A datagram each millisecond: one without delay comes before the ten that were sent before it.
    assertThat(metric(result, MetricName.REORDERED)).isBetween(200.0, 500.0);
    assertThat(metric(result, MetricName.DELAY_MIN)).isEqualTo(0);
    assertThat(metric(result, MetricName.DELAY_AVG)).isBetween(9.7 * MS, 9.9 * MS);
  }

  @Test
  void aWrongBitIsNoticedByTheKernel() {
    RunResult result = udp(spec(NONE, 0, 0, 0, 0.1));
    LinkResult.Direction wire = result.links().get(0).directions().get(0);
    assertThat(wire.corrupted()).isBetween(150L, 250L);
    assertThat(metric(result, MetricName.LOST)).isBetween(wire.corrupted() - 40.0, 250.0);
  }
}
