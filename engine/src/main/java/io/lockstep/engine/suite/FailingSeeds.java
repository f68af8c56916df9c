package io.lockstep.engine.suite;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which cases were bad when they were run last, with their seeds. They are kept in the directory of
 * the suite from one run to the next: they come first, and their seeds stay in until they pass.
 */
final class FailingSeeds {
  private static final String FILE = "failing.json";

  private final Map<String, TreeSet<Long>> seeds = new TreeMap<>();

  /** What was kept in a directory; nothing if there is no such file or it is damaged. */
  static FailingSeeds read(Path directory) {
    FailingSeeds kept = new FailingSeeds();
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return kept;
    }
    try {
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      for (Map.Entry<String, JsonElement> group : json.entrySet()) {
        for (JsonElement seed : group.getValue().getAsJsonArray()) {
          kept.seeds.computeIfAbsent(group.getKey(), key -> new TreeSet<>()).add(seed.getAsLong());
        }
      }
    } catch (IOException | JsonSyntaxException | IllegalStateException e) {
      kept.seeds.clear();
    }
    return kept;
  }

  Map<String, ? extends Set<Long>> groups() {
    return seeds;
  }

  boolean contains(SuiteCase one) {
    return seeds.getOrDefault(one.group(), new TreeSet<>()).contains(one.seed());
  }

  void note(SuiteCase one, boolean bad) {
    Set<Long> group = seeds.computeIfAbsent(one.group(), key -> new TreeSet<>());
    if (bad) {
      group.add(one.seed());
    } else {
      group.remove(one.seed());
    }
    if (group.isEmpty()) {
      seeds.remove(one.group());
    }
  }

  String toText() {
    JsonObject json = new JsonObject();
    seeds.forEach(
        (group, all) -> {
          JsonArray array = new JsonArray();
          all.forEach(array::add);
          json.add(group, array);
        });
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  void write(SuiteDirectory directory) throws IOException {
    directory.write(FILE, toText());
  }
}
