package io.lockstep.engine.bisect;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockstep.engine.suite.CaseResult;
import io.lockstep.engine.suite.CaseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a scenario went on one version of the kernel.
 *
 * @param result of the case
 * @param json content of {@code result.json}, or empty if there is none
 */
public record Behaviour(CaseResult result, String json) {
  /** These differ between any two kernels. */
  private static final List<String> ABOUT_KERNELS = List.of("kernels", "release", "kernel");

  /** Whether the scenario came to an end, well or not. */
  public boolean told() {
    return List.of(CaseStatus.PASSED, CaseStatus.FAILED, CaseStatus.CRASHED)
        .contains(result.status());
  }

  /** Whether all expectations are met. */
  public boolean met() {
    return result.status() == CaseStatus.PASSED;
  }

  /** Whether nothing at all was different. */
  public boolean identical(Behaviour other) {
    return told() && other.told() && differences(other).isEmpty();
  }

  /** What differs in another one, line by line: {@code activities.p.metrics.rtt: 1 -> 2}. */
  public List<String> differences(Behaviour other) {
    Map<String, String> mine = flat(json);
    Map<String, String> others = flat(other.json);
    TreeSet<String> keys = new TreeSet<>(mine.keySet());
    keys.addAll(others.keySet());
    List<String> lines = new ArrayList<>();
    for (String key : keys) {
      String a = mine.getOrDefault(key, "(absent)");
      String b = others.getOrDefault(key, "(absent)");
      if (!a.equals(b)) {
        lines.add(key + ": " + a + " -> " + b);
      }
    }
    return lines;
  }

  private static Map<String, String> flat(String json) {
    Map<String, String> values = new TreeMap<>();
    if (!json.isEmpty()) {
      flatten("", JsonParser.parseString(json), values);
    }
    return values;
  }

  private static void flatten(String path, JsonElement element, Map<String, String> values) {
    if (element instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> member : object.entrySet()) {
        if (!ABOUT_KERNELS.contains(member.getKey())) {
          flatten(
              path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue(),
              values);
        }
      }
    } else if (element instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        flatten(path + "[" + name(array.get(i), i) + "]", array.get(i), values);
      }
    } else {
      values.put(path, element.isJsonNull() ? "none" : element.getAsString());
    }
  }

  /** Things with names go by them, so that one more of them does not move the others. */
  private static String name(JsonElement element, int index) {
    if (element instanceof JsonObject object) {
      for (String key : List.of("name", "line")) {
        if (object.has(key) && object.get(key).isJsonPrimitive()) {
          return object.get(key).getAsString();
        }
      }
    }
    return Integer.toString(index);
  }
}
