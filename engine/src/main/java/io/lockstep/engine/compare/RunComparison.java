package io.lockstep.engine.compare;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Compares what two runs have left in their directories: frames, results, kernel logs, fingerprints.
 */
public final class RunComparison {
  private static final int MOST_RESULTS = 20;
  private static final ImmutableSet<String> NOT_RESULTS =
      ImmutableSet.of(
          "fingerprint", "events", "format", "seed", "case", "parameters", "kernel", "release",
          "capture", "series_index", "scenario");


  /** Of two kernels or seeds these differ in any case, or only because chance does. */
  private static final ImmutableSet<String> OF_CHANCE =
      ImmutableSet.<String>builder()
          .addAll(NOT_RESULTS)
          .add("kernels", "evidence", "judged_at_ns", "end_ns", "links")
          .build();

  private final List<String> lines = new ArrayList<>();
  private final boolean exact;
  private boolean different;
  private boolean leftOut;

  private RunComparison(boolean exact) {
    this.exact = exact;
  }

  /**
   * What is different.
   *
   * @param isSame whether nothing is
   * @param leftOut whether numbers that kernels draw at random did not count
   * @param lines to be read
   */
  public record Result(boolean isSame, boolean leftOut, ImmutableList<String> lines) {}

  /**
   * Compares two directories of results, of one run each or of a matrix each. Of runs with the same
   * seed and kernels everything counts. Other kernels draw other numbers: of these what is drawn is
   * left out ({@link DrawnNumbers}), unless it is asked for.
   *
   * @param exact whether numbers that kernels draw at random count in any case
   * @throws IOException if they cannot be read
   */
  public static Result compare(Path first, Path second, boolean exact) throws IOException {
    RunComparison comparison = new RunComparison(exact);
    comparison.directories(first, second);
    return new Result(
        !comparison.different, comparison.leftOut, ImmutableList.copyOf(comparison.lines));
  }

  private void directories(Path first, Path second) throws IOException {
    Path summary = first.resolve("summary.json");
    if (!Files.exists(summary)) {
      run(first, second);
      return;
    }
    for (JsonElement element : read(summary).getAsJsonArray("cases")) {
      String directory = element.getAsJsonObject().get("directory").getAsString();
      int before = lines.size();
      run(first.resolve(directory), second.resolve(directory));
      if (lines.size() > before) {
        lines.add(before, "case " + element.getAsJsonObject().get("case").getAsString() + ":");
      }
    }
  }

  private void run(Path first, Path second) throws IOException {
    JsonObject one = read(first.resolve("result.json"));
    JsonObject other = read(second.resolve("result.json"));
    boolean all = exact || isOfOneKind(one, other);
    leftOut |= !all;
    frames(first, second, all);
    List<String> results =
        all
            ? JsonDifferences.of(one, other, NOT_RESULTS)
            : JsonDifferences.of(withoutTotals(one), withoutTotals(other), OF_CHANCE);
    results.stream().limit(MOST_RESULTS).forEach(line -> add("result  " + line));
    if (results.size() > MOST_RESULTS) {
      add("result  … and " + (results.size() - MOST_RESULTS) + " more");
    }
    logs(first, second, one);
    if (all) {
      fingerprints(one.getAsJsonObject("fingerprint"), other.getAsJsonObject("fingerprint"));
    }
  }

  /** How many packets were looked at depends on those that begin at random, too. */
  private static JsonElement withoutTotals(JsonObject result) {
    return JsonParser.parseString(result.toString().replaceAll(" of \\d+ packets", " packets"));
  }

  /** Whether both draw the same numbers. */
  private static boolean isOfOneKind(JsonObject one, JsonObject other) {
    return Objects.equals(one.get("seed"), other.get("seed"))
        && Objects.equals(one.get("kernels"), other.get("kernels"))
        && Objects.equals(one.get("case"), other.get("case"));
  }

  private void add(String line) {
    different = true;
    lines.add(line);
  }

  private void frames(Path first, Path second, boolean all) throws IOException {
    Path one = first.resolve("capture.pcapng");
    Path other = second.resolve("capture.pcapng");
    if (Files.exists(one) && Files.exists(other)) {
      FrameComparison.compare(one, other, all).forEach(this::add);
    } else {
      lines.add("frames are not compared: a run has no capture");
    }
  }

  private void fingerprints(JsonObject first, JsonObject second) {
    List<String> same = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (String ingredient : first.keySet()) {
      boolean equal = first.get(ingredient).equals(second.get(ingredient));
      (equal ? same : changed).add(ingredient);
    }
    if (!changed.isEmpty()) {
      add(
          "fingerprint  different: " + String.join(", ", changed) + "; the same: "
              + (same.isEmpty() ? "nothing" : String.join(", ", same)));
    }
  }

  private void logs(Path first, Path second, JsonObject result) throws IOException {
    for (JsonElement element : result.getAsJsonArray("nodes")) {
      JsonObject node = element.getAsJsonObject();
      String log = node.get("log").getAsString();
      List<String> one = lines(first.resolve(log));
      List<String> other = lines(second.resolve(log));
      for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
        String a = i < one.size() ? one.get(i) : "-";
        String b = i < other.size() ? other.get(i) : "-";
        if (!a.equals(b)) {
          add("log of " + node.get("name").getAsString() + ", line " + (i + 1) + ":");
          add("  first  " + a);
          add(" second  " + b);
          break;
        }
      }
    }
  }

  /** What a kernel has printed since virtual time 0: its boot says which one it is. */
  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.matches("\\[ *-.*"))
            .toList()
        : List.of();
  }

  private static JsonObject read(Path file) throws IOException {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(file + " is not a result of Lockstep", e);
    }
  }
}
