package io.lockstep.engine.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final long MS = 1_000_000;
  private final Buckets buckets = new Buckets();

  @Test
  void countsByMilliseconds() {
    buckets.carried(1 * MS, 100);
    buckets.carried(2 * MS - 1, 25);
    buckets.queued(MS, 3, 300);
    buckets.queued(MS + 1, 2, 200);
    buckets.carried(5 * MS, 125);
    buckets.dropped(5 * MS);
    // 125 bytes in a millisecond are a megabit per second.
    Series rate = buckets.throughput("wire", "a", "b");
    assertThat(rate.timesNs())
        .isEqualTo(ImmutableLongArray.of(0, MS, 2 * MS, 5 * MS, 6 * MS));
    assertThat(rate.values()).isEqualTo(ImmutableDoubleArray.of(0, 1e6, 0, 1e6, 0));
    assertThat(buckets.queue("wire", "a", "b").values())
        .isEqualTo(ImmutableDoubleArray.of(0, 3, 0));
    assertThat(buckets.queueBytes("wire", "a", "b").values())
        .isEqualTo(ImmutableDoubleArray.of(0, 300, 0));
    assertThat(buckets.drops("wire", "a", "b").timesNs())
        .isEqualTo(ImmutableLongArray.of(0, 5 * MS, 6 * MS));
  }

  @Test
  void losesNothingWhenItWidens() {
    for (int i = 0; i < 3 * Buckets.MOST; i++) {
      buckets.carried(i * MS, 1000);
      buckets.dropped(i * MS);
    }
    buckets.carried(10, 500);
    Series drops = buckets.drops("wire", "a", "b");
    assertThat(drops.values()).isEqualTo(ImmutableDoubleArray.of(4, 0));
    assertThat(drops.timesNs())
        .isEqualTo(ImmutableLongArray.of(0, 3L * Buckets.MOST * MS));
    assertThat(buckets.throughput("wire", "a", "b").values())
        .isEqualTo(ImmutableDoubleArray.of(9e6, 8e6, 0));
  }
}
