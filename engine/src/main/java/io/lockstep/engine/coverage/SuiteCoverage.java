package io.lockstep.engine.coverage;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.lockstep.libos.coverage.ImageCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the tests of a suite have executed: all together, and which one what. */
public final class SuiteCoverage {
  /** The total, in the directory of a suite's coverage. */
  public static final String TOTAL = "coverage.info";

  private static final String TESTS = "tests.json";
  private static final String FORMAT = "lockstep-coverage-1";

  private final String kernel;
  private final List<CoveredTest> tests;
  private final LineCoverage total;
  /** By file and function, the tests that have called it, by number. */
  private final Map<String, Map<String, BitSet>> callers = new TreeMap<>();

  private SuiteCoverage(String kernel, List<CoveredTest> tests, LineCoverage total) {
    this.kernel = kernel;
    this.tests = tests;
    this.total = total;
  }

  /**
   * Adds up what tests have left.
   *
   * @param kernel its name
   * @param image with coverage
   * @param tests in the order of the suite
   * @throws IOException if a tracefile cannot be read
   */
  public static SuiteCoverage of(String kernel, ImageCounters image, List<CoveredTest> tests)
      throws IOException {
    SuiteCoverage suite =
        new SuiteCoverage(kernel, tests, LineCoverage.nothingOf(image.functions()));
    for (int i = 0; i < tests.size(); i++) {
      for (Map.Entry<String, LineCoverage> part : InfoFile.read(tests.get(i).info()).entrySet()) {
        suite.total.add(part.getValue());
        if (!part.getKey().equals(RunCoverage.BOOT)) {
          suite.note(i, part.getValue());
        }
      }
    }
    return suite;
  }

  private void note(int test, LineCoverage coverage) {
    coverage
        .files()
        .forEach(
            (name, file) ->
                file.functions()
                    .keySet()
                    .forEach(
                        function ->
                            callers
                                .computeIfAbsent(name, any -> new TreeMap<>())
                                .computeIfAbsent(function, any -> new BitSet())
                                .set(test)));
  }

  public String kernel() {
    return kernel;
  }

  public List<CoveredTest> tests() {
    return tests;
  }

  public LineCoverage total() {
    return total;
  }

  /** The tests that have called a function after boot, by number. */
  BitSet callers(String file, String function) {
    return callers.getOrDefault(file, Map.of()).getOrDefault(function, new BitSet());
  }

  /** Writes the total and the list of tests. */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    StringBuilder info = new StringBuilder();
    InfoFile.write(info, "total", total, true);
    Files.writeString(directory.resolve(TOTAL), info);
    JsonObject json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.addProperty("kernel", kernel);
    JsonArray array = new JsonArray();
    Path from = directory.toAbsolutePath().normalize();
    for (CoveredTest test : tests) {
      JsonObject one = new JsonObject();
      one.addProperty("id", test.id());
      one.addProperty("info", from.relativize(test.info().toAbsolutePath().normalize()).toString());
      array.add(one);
    }
    json.add("tests", array);
    Files.writeString(
        directory.resolve(TESTS),
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n");
  }

  /**
   * The tests of a directory that {@link #write} has filled, or of a suite's results that hold one.
   *
   * @throws CoverageException if there are none
   */
  public static List<CoveredTest> tests(Path directory) {
    Path where = directory(directory);
    List<CoveredTest> tests = new ArrayList<>();
    try {
      JsonObject json =
          JsonParser.parseString(Files.readString(where.resolve(TESTS))).getAsJsonObject();
      for (JsonElement one : json.getAsJsonArray("tests")) {
        JsonObject test = one.getAsJsonObject();
        tests.add(
            new CoveredTest(
                test.get("id").getAsString(),
                where.resolve(test.get("info").getAsString()).normalize()));
      }
      return tests;
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | NullPointerException e) {
      throw new CoverageException(where.resolve(TESTS) + " cannot be read: " + e.getMessage());
    }
  }

  /**
   * The total that was written to a directory.
   *
   * @throws CoverageException if there is none
   */
  public static LineCoverage total(Path directory) {
    Path where = directory(directory);
    LineCoverage total = new LineCoverage();
    try {
      InfoFile.read(where.resolve(TOTAL)).values().forEach(total::add);
      return total;
    } catch (IOException e) {
      throw new CoverageException(where.resolve(TOTAL) + " cannot be read: " + e.getMessage());
    }
  }

  private static Path directory(Path given) {
    Path inside = given.resolve("coverage");
    if (Files.isRegularFile(given.resolve(TESTS))) {
      return given;
    } else if (Files.isRegularFile(inside.resolve(TESTS))) {
      return inside;
    }
    throw new CoverageException(
        given + " holds no coverage; \"lockstep test --coverage\" writes it to OUT/coverage.");
  }
}
