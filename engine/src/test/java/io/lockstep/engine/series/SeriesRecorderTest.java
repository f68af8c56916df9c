package io.lockstep.engine.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.model.Unit;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesRecorderTest {
  private final SeriesRecorder recorder = new SeriesRecorder();

  private Series series() {
    return recorder.series(Series.Kind.TCP, "bulk", "cwnd", Unit.NONE, "a", "b");
  }

  @Test
  void keepsChangesAndTheEnd() {
    recorder.add(0, 10);
    recorder.add(5, 10);
    recorder.add(7, 12);
    recorder.add(8, Double.NaN);
    recorder.add(9, 12);
    assertThat(series().timesNs()).isEqualTo(ImmutableLongArray.of(0, 7, 9));
    assertThat(series().values()).isEqualTo(ImmutableDoubleArray.of(10, 12, 12));
    assertThat(series().id()).isEqualTo("bulk.cwnd a>b");
  }

  @Test
  void theLastOfSeveralValuesAtOneMomentCounts() {
    recorder.add(3, 1);
    recorder.add(3, 2);
    assertThat(series().values()).isEqualTo(ImmutableDoubleArray.of(2));
  }

  @Test
  void whatLastedIsNeverLost() {
    TreeMap<Long, Double> added = new TreeMap<>();
    long time = 0;
    for (int i = 0; i < 50_000; i++) {
      // Much at once, and now and then a value that lasts.
      time += i % 1000 == 999 ? 1_000_000_000 : 1_000_000;
      added.put(time, (double) i);
      recorder.add(time, i);
    }
    Series series = series();
    assertThat(series.size()).isBetween(1000, SeriesRecorder.MOST + 2);
    for (int i = 0; i < series.size(); i++) {
      assertThat(added).containsEntry(series.timesNs().get(i), series.values().get(i));
    }
    for (int i = 998; i < 49_000; i += 1000) {
      assertThat(series.values().asList()).contains((double) i);
    }
  }
}
