package io.lockstep.engine.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import io.lockstep.engine.draw.Theme;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.series.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
  private static Series series(Series.Kind kind, String name, Unit unit, String from, String to) {
    return new Series(
        kind, kind == Series.Kind.LINK ? "core" : "bulk", name, unit, from, to,
        ImmutableLongArray.of(0, 1_000_000_000L, 2_000_000_000L), ImmutableDoubleArray.of(0, 10, 5));
  }

  private static final List<Series> ALL =
      List.of(
          series(Series.Kind.TCP, "cwnd", Unit.NONE, "a", "b"),
          series(Series.Kind.TCP, "ssthresh", Unit.NONE, "a", "b"),
          series(Series.Kind.TCP, "mss", Unit.SIZE, "a", "b"),
          series(Series.Kind.LINK, "queue", Unit.NONE, "a", "b"),
          series(Series.Kind.LINK, "queue", Unit.NONE, "b", "a"));

  @Test
  void whatBelongsTogetherIsInOnePlot() {
    ImmutableList<Plot> plots = Plots.usual(ALL);
    assertThat(plots).extracting(Plot::name).containsExactly("bulk.cwnd-a", "core.queue");
    assertThat(plots.get(0).lines()).extracting(Plot.Line::label).containsExactly("cwnd", "ssthresh");
    assertThat(plots.get(1).lines()).extracting(Plot.Line::label).containsExactly("a → b", "b → a");
    assertThat(Plots.of(ALL)).hasSize(3);
  }

  /** The time axis runs from 84 to 836 over 2 s, the other from 266 up to 46 over 10.5. */
  @Test
  void aValueHoldsUntilTheNext() {
    String svg = PlotSvg.of(Plots.of(ALL.subList(0, 1)).get(0), 0, Theme.LIGHT);
    assertThat(svg)
        .contains("d=\"M84 266 L460 266 L460 56.5 L836 56.5 L836 161.2\"")
        .contains("bulk.cwnd on a")
        .contains(">500 ms<");
  }

  @Test
  void ratesOfLinksAreMeansOfIntervals() {
    Series rate = series(Series.Kind.LINK, "throughput", Unit.RATE, "a", "b");
    Series means = Intervals.means(rate, 4_000_000_000L, 2);
    assertThat(means.timesNs().asList()).containsExactly(0L, 2_000_000_000L);
    assertThat(means.values().asList()).containsExactly(5.0, 5.0);
  }

  @Test
  void whatIsDamagedIsSaid() {
    assertThatThrownBy(() -> SeriesFile.read("{")).hasMessage("This series.json is damaged.");
    assertThatThrownBy(() -> SeriesFile.read("{\"format\": \"x\"}"))
        .hasMessageContaining("another version");
  }
}
