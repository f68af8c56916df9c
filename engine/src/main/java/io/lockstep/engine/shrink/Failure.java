package io.lockstep.engine.shrink;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In which way a run fails: what is not met and what was seen instead, which kernels crashed and
 * where, how flows and programs ended. Numbers are left out, as they may change when a scenario
 * gets smaller; only that something is 0 counts.
 *
 * @param unmet by the text of the expectation
 * @param crashes kinds and reasons, whatever the node
 * @param states of flows, pings and programs, by name
 */
public record Failure(
    Map<String, String> unmet, Set<String> crashes, Map<String, String> states) {

  /** Reads it from {@code result.json}. */
  public static Failure of(String resultJson) {
    JsonObject result = JsonParser.parseString(resultJson).getAsJsonObject();
    Map<String, String> unmet = new TreeMap<>();
    for (JsonElement element : result.getAsJsonArray("expectations")) {
      JsonObject expectation = element.getAsJsonObject();
      String status = expectation.get("status").getAsString();
      if (!status.equals("met")) {
        unmet.put(
            plain(expectation.get("text").getAsString()),
            status + " " + shape(expectation.get("seen").getAsString()));
      }
    }
    Set<String> crashes = new TreeSet<>();
    for (JsonElement element : result.getAsJsonArray("nodes")) {
      JsonElement crash = element.getAsJsonObject().get("crash");
      if (!crash.isJsonNull()) {
        JsonObject how = crash.getAsJsonObject();
        crashes.add(how.get("kind").getAsString() + " " + shape(how.get("reason").getAsString()));
      }
    }
    Map<String, String> states = new TreeMap<>();
    for (JsonElement element : result.getAsJsonArray("activities")) {
      JsonObject activity = element.getAsJsonObject();
      JsonElement reason = activity.get("reason");
      states.put(
          activity.get("name").getAsString(),
          activity.get("state").getAsString()
              + (reason.isJsonNull() ? "" : " " + shape(reason.getAsString())));
    }
    return new Failure(unmet, crashes, states);
  }

  /** Whether anything went wrong at all. */
  public boolean fails() {
    return !unmet.isEmpty() || !crashes.isEmpty();
  }

  /**
   * Whether another, smaller run fails in the same way: the same is not met, the same crashes, and
   * whatever flows are left end as they did.
   */
  public boolean sameAs(Failure smaller) {
    return unmet.equals(smaller.unmet)
        && crashes.equals(smaller.crashes)
        && states.entrySet().containsAll(smaller.states.entrySet());
  }

  /** The text of an expectation without what layout does to it. */
  static String plain(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String shape(String text) {
    return text.replaceAll("0x[0-9a-fA-F]+|\\b[0-9a-f]{8,}\\b", "N")
        .replaceAll("\\b\\d*[1-9]\\d*(\\.\\d+)?\\b|\\b0\\.\\d+\\b", "N")
        .replaceAll("\\bN (ns|us|ms|s|min|h|bit|kbit|mbit|gbit|B|KB|MB|GB)\\b", "N unit");
  }

  /** What a person wants to know. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    unmet.keySet().forEach(one -> text.append("not met: ").append(one).append('\n'));
    crashes.forEach(one -> text.append("crash: ").append(one).append('\n'));
    return text.toString();
  }
}
