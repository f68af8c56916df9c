package io.lockstep.engine.suite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Locale;

/** Results as JSON: on one line from a worker, and in {@code suite.json}. */
final class CaseResultJson {
  private CaseResultJson() {}

  static JsonObject of(CaseResult result) {
    JsonObject json = new JsonObject();
    json.addProperty("status", result.status().word());
    json.addProperty("exit", result.exit());
    json.addProperty("met", result.met());
    json.addProperty("expectations", result.expectations());
    json.addProperty("end_ns", result.endNs());
    JsonArray details = new JsonArray();
    result.details().forEach(details::add);
    json.add("details", details);
    JsonObject fingerprint = new JsonObject();
    result.fingerprint().forEach(fingerprint::addProperty);
    json.add("fingerprint", fingerprint);
    return json;
  }

  static String toLine(CaseResult result) {
    return new Gson().toJson(of(result));
  }

  static CaseResult ofLine(String line) {
    return of(JsonParser.parseString(line).getAsJsonObject());
  }

  static CaseResult of(JsonObject json) {
    ImmutableList.Builder<String> details = ImmutableList.builder();
    for (JsonElement detail : json.getAsJsonArray("details")) {
      details.add(detail.getAsString());
    }
    ImmutableMap.Builder<String, String> fingerprint = ImmutableMap.builder();
    json.getAsJsonObject("fingerprint")
        .entrySet()
        .forEach(hash -> fingerprint.put(hash.getKey(), hash.getValue().getAsString()));
    return new CaseResult(
        CaseStatus.valueOf(json.get("status").getAsString().toUpperCase(Locale.ROOT)),
        json.get("exit").getAsInt(),
        json.get("met").getAsInt(),
        json.get("expectations").getAsInt(),
        json.get("end_ns").getAsLong(),
        details.build(),
        fingerprint.build());
  }
}
