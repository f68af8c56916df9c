package io.lockstep.engine.page;

import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.series.Series;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Puts series into columns. */
final class SeriesColumns {
  /** More points would make a page slow to open; what is looked at least goes. */
  private static final int MOST_POINTS = 600_000;

  private static final List<String> LOOKED_AT =
      List.of(
          "cwnd", "ssthresh", "srtt", "throughput", "queue", "drops", "rto", "minrtt", "unacked",
          "retrans", "lost", "delivery_rate", "total_retrans", "snd_wnd", "ca_state");

  private SeriesColumns() {}

  static void write(List<Series> all, Columns columns, JsonWriter json) {
    List<Series> shown = shown(all);
    json.key("moreSeries").value(all.size() - shown.size());
    json.key("series").beginArray();
    for (Series series : shown) {
      json.beginObject();
      json.key("kind").value(series.kind().name().toLowerCase(Locale.ROOT));
      json.key("subject").value(series.subject());
      json.key("name").value(series.name());
      json.key("unit").value(series.unit().name().toLowerCase(Locale.ROOT));
      json.key("from").value(series.from());
      json.key("to").value(series.to());
      json.key("times").value(columns.add(series.size(), series.timesNs()::get));
      json.key("values").value(columns.addReals(series.size(), series.values()::get));
      json.endObject();
    }
    json.endArray();
  }

  private static List<Series> shown(List<Series> all) {
    long points = all.stream().mapToLong(Series::size).sum();
    if (points <= MOST_POINTS) {
      return all;
    }
    List<Series> ranked = all.stream().sorted(Comparator.comparingInt(SeriesColumns::rank)).toList();
    long sum = 0;
    int count = 0;
    while (count < ranked.size() && sum + ranked.get(count).size() <= MOST_POINTS) {
      sum += ranked.get(count++).size();
    }
    return ranked.subList(0, count);
  }

  private static int rank(Series series) {
    int rank = LOOKED_AT.indexOf(series.name());
    return series.kind() == Series.Kind.SAMPLE ? -1 : rank < 0 ? LOOKED_AT.size() : rank;
  }
}
