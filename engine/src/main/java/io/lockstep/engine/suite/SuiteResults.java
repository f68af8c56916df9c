package io.lockstep.engine.suite;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import io.lockstep.engine.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The results of a suite, in the order of its cases, whatever ran when and where.
 *
 * @param name of the suite
 * @param cases with what came of each
 */
public record SuiteResults(String name, Map<SuiteCase, CaseResult> cases) {

  /** How often each status is there. */
  public Map<CaseStatus, Integer> counts() {
    Map<CaseStatus, Integer> counts = new EnumMap<>(CaseStatus.class);
    cases.values().forEach(result -> counts.merge(result.status(), 1, Integer::sum));
    return counts;
  }

  /** The worst of all. */
  public ExitCode exit() {
    ExitCode worst = ExitCode.MET;
    for (CaseResult result : cases.values()) {
      worst = worst.worse(result.status().exit());
    }
    return worst;
  }

  /** {@code 12 cases: 10 passed, 2 failed}. */
  public String line() {
    StringJoiner line = new StringJoiner(", ");
    counts().forEach((status, count) -> line.add(count + " " + status.word().replace('_', ' ')));
    return cases.size() + (cases.size() == 1 ? " case: " : " cases: ") + line;
  }

  String toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("format", SuiteDirectory.FORMAT);
    json.addProperty("suite", name);
    JsonObject counts = new JsonObject();
    counts().forEach((status, count) -> counts.addProperty(status.word(), count));
    json.add("counts", counts);
    JsonArray array = new JsonArray();
    cases.forEach(
        (one, result) -> {
          JsonObject object = new JsonObject();
          object.addProperty("id", one.id());
          object.addProperty("scenario", one.scenario());
          object.addProperty("case", one.name());
          object.addProperty("kernel", one.kernel().isEmpty() ? null : one.kernel());
          if (one.seed() >= 0) {
            object.addProperty("seed", one.seed());
          }
          object.addProperty("expected_exit", one.exit());
          object.addProperty("directory", one.directory());
          CaseResultJson.of(result).entrySet()
              .forEach(entry -> object.add(entry.getKey(), entry.getValue()));
          array.add(object);
        });
    json.add("cases", array);
    return new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create()
            .toJson(json)
        + "\n";
  }

  /** Results by case from an earlier run; nothing if there are none or the file is damaged. */
  static Map<String, CaseResult> read(Path directory) {
    Map<String, CaseResult> results = new LinkedHashMap<>();
    Path file = directory.resolve(SuiteDirectory.SUMMARY);
    if (Files.isRegularFile(file)) {
      try {
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        for (JsonElement one : json.getAsJsonArray("cases")) {
          JsonObject object = one.getAsJsonObject();
          results.put(object.get("id").getAsString(), CaseResultJson.of(object));
        }
      } catch (IOException | JsonSyntaxException | IllegalStateException | NullPointerException e) {
        results.clear();
      }
    }
    return results;
  }
}
