package io.lockstep.engine.report;

import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.series.Series;
import java.util.List;
import java.util.Locale;

/** {@code series.json}: each series on two lines of numbers, times in virtual nanoseconds. */
final class SeriesJson {
  private SeriesJson() {}

  static String of(List<Series> all) {
    StringBuilder out = new StringBuilder("{\n  \"format\": \"lockstep-series-1\",\n  \"series\": [");
    String separator = "\n";
    for (Series series : all) {
      out.append(separator).append("    {\"id\": ").append(JsonWriter.quoted(series.id()));
      field(out, "kind", series.kind().name().toLowerCase(Locale.ROOT));
      field(out, "subject", series.subject());
      field(out, "name", series.name());
      field(out, "unit", unit(series));
      field(out, "from", series.from());
      field(out, "to", series.to());
      out.append(",\n     \"times_ns\": [");
      for (int i = 0; i < series.size(); i++) {
        out.append(i == 0 ? "" : ",").append(series.timesNs().get(i));
      }
      out.append("],\n     \"values\": [");
      for (int i = 0; i < series.size(); i++) {
        out.append(i == 0 ? "" : ",").append(number(series.values().get(i)));
      }
      out.append("]}");
      separator = ",\n";
    }
    return out.append("\n  ]\n}\n").toString();
  }

  private static void field(StringBuilder out, String key, String value) {
    out.append(", \"").append(key).append("\": ").append(JsonWriter.quoted(value));
  }

  /** As the values are: {@code ns}, {@code bit/s}, {@code B}, or empty for numbers. */
  private static String unit(Series series) {
    return switch (series.unit()) {
      case TIME -> "ns";
      case RATE -> "bit/s";
      case SIZE -> "B";
      default -> "";
    };
  }

  private static String number(double value) {
    long whole = (long) value;
    return whole == value
        ? Long.toString(whole)
        : Quantity.decimal(value).stripTrailingZeros().toPlainString();
  }
}
