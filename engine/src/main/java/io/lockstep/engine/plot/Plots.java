package io.lockstep.engine.plot;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.series.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts the series of a run into plots: of a connection the congestion window with the threshold,
 * and the round-trip time; of a link its two directions together; everything else by itself.
 */
public final class Plots {
  private static final Set<String> USUAL =
      Set.of("cwnd", "ssthresh", "srtt", "minrtt", "throughput", "queue", "drops");

  private record Key(Series.Kind kind, String subject, String from, String topic) {}

  private Plots() {}

  /** Those that are looked at most: windows, round-trip times, links, and what was asked for. */
  public static ImmutableList<Plot> usual(List<Series> all) {
    return of(
        all.stream()
            .filter(s -> s.kind() == Series.Kind.SAMPLE || USUAL.contains(s.name()))
            .filter(s -> s.kind() != Series.Kind.LINK || s.values().stream().anyMatch(v -> v > 0))
            .toList());
  }

  /** All that are given. */
  public static ImmutableList<Plot> of(List<Series> all) {
    Map<Key, List<Series>> groups = new LinkedHashMap<>();
    for (Series series : all) {
      if (series.size() > 0) {
        groups.computeIfAbsent(key(series), any -> new ArrayList<>()).add(series);
      }
    }
    ImmutableList.Builder<Plot> plots = ImmutableList.builder();
    groups.forEach((key, lines) -> plots.add(plot(key, lines)));
    return plots.build();
  }

  private static Key key(Series series) {
    boolean link = series.kind() == Series.Kind.LINK;
    String topic = switch (series.name()) {
      case "ssthresh" -> "cwnd";
      case "minrtt" -> "srtt";
      default -> series.name();
    };
    return new Key(series.kind(), series.subject(), link ? "" : series.from(), topic);
  }

  private static Plot plot(Key key, List<Series> lines) {
    boolean link = key.kind() == Series.Kind.LINK;
    String where = key.from().isEmpty() ? "" : " on " + key.from();
    String name = key.subject() + (key.topic().isEmpty() ? "" : "." + key.topic());
    ImmutableList.Builder<Plot.Line> labelled = ImmutableList.builder();
    for (Series series : lines) {
      String ends = series.from() + " \u2192 " + series.to();
      String label = series.name().isEmpty() ? series.subject() : series.name();
      labelled.add(new Plot.Line(link ? ends : label, series));
    }
    return new Plot(
        name + (key.from().isEmpty() ? "" : "-" + key.from()),
        name + where,
        lines.get(0).unit(),
        labelled.build());
  }
}
