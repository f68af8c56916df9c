package io.lockstep.engine.plot;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.series.Series;
import java.util.Locale;

/** Reads {@code series.json}. */
public final class SeriesFile {
  private SeriesFile() {}

  /**
   * All series of it, in order.
   *
   * @throws PlotException if it is no such file
   */
  public static ImmutableList<Series> read(String json) {
    try {
      JsonObject root = JsonParser.parseString(json).getAsJsonObject();
      if (!root.get("format").getAsString().equals("lockstep-series-1")) {
        throw new PlotException("This series.json is of another version of Lockstep.", null);
      }
      ImmutableList.Builder<Series> all = ImmutableList.builder();
      for (JsonElement one : root.getAsJsonArray("series")) {
        all.add(series(one.getAsJsonObject()));
      }
      return all.build();
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | NullPointerException
        | NumberFormatException e) {
      throw new PlotException("This series.json is damaged.", e);
    }
  }

  private static Series series(JsonObject one) {
    ImmutableLongArray.Builder times = ImmutableLongArray.builder();
    one.getAsJsonArray("times_ns").forEach(time -> times.add(time.getAsLong()));
    ImmutableDoubleArray.Builder values = ImmutableDoubleArray.builder();
    JsonArray numbers = one.getAsJsonArray("values");
    numbers.forEach(value -> values.add(value.isJsonNull() ? Double.NaN : value.getAsDouble()));
    return new Series(
        Series.Kind.valueOf(one.get("kind").getAsString().toUpperCase(Locale.ROOT)),
        one.get("subject").getAsString(),
        one.get("name").getAsString(),
        unit(one.get("unit").getAsString()),
        one.get("from").getAsString(),
        one.get("to").getAsString(),
        times.build(),
        values.build());
  }

  private static Unit unit(String written) {
    return switch (written) {
      case "ns" -> Unit.TIME;
      case "bit/s" -> Unit.RATE;
      case "B" -> Unit.SIZE;
      default -> Unit.NONE;
    };
  }
}
