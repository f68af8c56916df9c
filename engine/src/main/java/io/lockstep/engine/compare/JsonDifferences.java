package io.lockstep.engine.compare;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compares two documents, value by value. */
final class JsonDifferences {
  private final List<String> lines = new ArrayList<>();
  private final Set<String> ignored;

  private JsonDifferences(Set<String> ignored) {
    this.ignored = ignored;
  }

  /**
   * Lines such as {@code activities.bulk.metrics.sent: 10 | 20}.
   *
   * @param ignored keys that do not count, wherever they are
   */
  static List<String> of(JsonElement first, JsonElement second, Set<String> ignored) {
    JsonDifferences differences = new JsonDifferences(ignored);
    differences.compare("", first, second);
    return differences.lines;
  }

  private void compare(String path, JsonElement first, JsonElement second) {
    if (first != null && second != null && first.isJsonObject() && second.isJsonObject()) {
      objects(path, first.getAsJsonObject(), second.getAsJsonObject());
    } else if (first != null && second != null && first.isJsonArray() && second.isJsonArray()) {
      arrays(path, first.getAsJsonArray(), second.getAsJsonArray());
    } else if (first == null || !first.equals(second)) {
      lines.add(path + ": " + shown(first) + " | " + shown(second));
    }
  }

  private void objects(String path, JsonObject first, JsonObject second) {
    Set<String> keys = new LinkedHashSet<>(first.keySet());
    keys.addAll(second.keySet());
    for (String key : keys) {
      if (!ignored.contains(key)) {
        compare(path.isEmpty() ? key : path + "." + key, first.get(key), second.get(key));
      }
    }
  }

  private void arrays(String path, JsonArray first, JsonArray second) {
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      JsonElement one = i < first.size() ? first.get(i) : null;
      JsonElement other = i < second.size() ? second.get(i) : null;
      compare(path + name(one, i), one, other);
    }
  }

  /** Elements with a name are called by it, expectations by their text. */
  private static String name(JsonElement element, int index) {
    if (element != null && element.isJsonObject()) {
      for (String key : List.of("name", "text", "case")) {
        JsonElement name = element.getAsJsonObject().get(key);
        if (name != null && name.isJsonPrimitive()) {
          return "." + name.getAsString();
        }
      }
    }
    return "[" + (index + 1) + "]";
  }

  private static String shown(JsonElement element) {
    if (element == null) {
      return "-";
    }
    String text = element.toString();
    return text.length() > 160 ? text.substring(0, 160) + "…" : text;
  }
}
