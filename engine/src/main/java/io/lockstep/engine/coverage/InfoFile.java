package io.lockstep.engine.coverage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tracefile format of lcov (geninfo(1)): for each test and source file its functions and lines
 * with counts. Paths are relative to the kernel tree.
 */
public final class InfoFile {
  private InfoFile() {}

  /**
   * Writes what a test has executed.
   *
   * @param test its name, of letters, digits and underscores
   * @param all also what it has not executed
   */
  public static void write(StringBuilder out, String test, LineCoverage coverage, boolean all) {
    coverage
        .files()
        .forEach(
            (name, file) -> {
              if (all || file.linesHit() > 0 || file.functionsHit() > 0) {
                out.append("TN:").append(test).append("\nSF:").append(name).append('\n');
                functions(out, file, all);
                lines(out, file, all);
                out.append("end_of_record\n");
              }
            });
  }

  private static void functions(StringBuilder out, FileCoverage file, boolean all) {
    StringBuilder counts = new StringBuilder();
    int found = 0;
    for (Map.Entry<String, FileCoverage.Function> one : file.functions().entrySet()) {
      FileCoverage.Function function = one.getValue();
      if (all || function.count() > 0) {
        found++;
        out.append("FN:").append(function.line()).append(',').append(one.getKey()).append('\n');
        counts.append("FNDA:").append(function.count()).append(',').append(one.getKey());
        counts.append('\n');
      }
    }
    out.append(counts).append("FNF:").append(found);
    out.append("\nFNH:").append(file.functionsHit()).append('\n');
  }

  private static void lines(StringBuilder out, FileCoverage file, boolean all) {
    int found = 0;
    for (int line = 1; line <= file.lastLine(); line++) {
      if (file.hasCode(line) && (all || file.count(line) > 0)) {
        found++;
        out.append("DA:").append(line).append(',').append(file.count(line)).append('\n');
      }
    }
    out.append("LF:").append(found).append("\nLH:").append(file.linesHit()).append('\n');
  }

  /**
   * Reads one.
   *
   * @return what was executed, by test
   * @throws IOException if it cannot be read or says something else
   */
  public static Map<String, LineCoverage> read(Path path) throws IOException {
    Map<String, LineCoverage> tests = new TreeMap<>();
    try (BufferedReader in = Files.newBufferedReader(path)) {
      String test = "";
      FileCoverage file = null;
      Map<String, Integer> starts = new TreeMap<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("DA:") && file != null) {
          int comma = line.indexOf(',');
          file.line(Integer.parseInt(line, 3, comma, 10), count(line, comma + 1));
        } else if (line.startsWith("TN:")) {
          test = line.substring(3);
        } else if (line.startsWith("SF:")) {
          file = tests.computeIfAbsent(test, any -> new LineCoverage()).file(line.substring(3));
          starts.clear();
        } else if (line.startsWith("FN:")) {
          int comma = line.indexOf(',');
          starts.put(line.substring(comma + 1), Integer.parseInt(line, 3, comma, 10));
        } else if (line.startsWith("FNDA:") && file != null) {
          int comma = line.indexOf(',');
          String name = line.substring(comma + 1);
          file.function(
              name, starts.getOrDefault(name, 0), Long.parseLong(line, 5, comma, 10));
        }
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException(path + " is damaged");
    }
    return tests;
  }

  private static long count(String line, int from) {
    int end = line.indexOf(',', from);
    return Long.parseLong(line, from, end < 0 ? line.length() : end, 10);
  }
}
