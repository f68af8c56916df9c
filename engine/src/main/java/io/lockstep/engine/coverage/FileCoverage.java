package io.lockstep.engine.coverage;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often the lines and functions of a source file were executed. */
public final class FileCoverage {
  private static final long NO_CODE = -1;

  /**
   * A function.
   *
   * @param line where it begins
   * @param count how often it was called
   */
  public record Function(int line, long count) {}

  private final SortedMap<String, Function> functions = new TreeMap<>();
  private long[] counts = new long[0];

  /** There is code on a line, which was executed so often besides what is known. */
  void line(int line, long count) {
    if (line >= counts.length) {
      int before = counts.length;
      counts = Arrays.copyOf(counts, Math.max(line + 1, before + before / 2));
      Arrays.fill(counts, before, counts.length, NO_CODE);
    }
    counts[line] = Math.max(0, counts[line]) + count;
  }

  /** There is a function, which was called so often besides what is known. */
  void function(String name, int line, long count) {
    functions.merge(
        name,
        new Function(line, count),
        (a, b) -> new Function(Math.min(a.line(), b.line()), a.count() + b.count()));
  }

  void add(FileCoverage other) {
    for (int i = 0; i < other.counts.length; i++) {
      if (other.counts[i] != NO_CODE) {
        line(i, other.counts[i]);
      }
    }
    other.functions.forEach((name, f) -> function(name, f.line(), f.count()));
  }

  /** By name. */
  public SortedMap<String, Function> functions() {
    return functions;
  }

  /** The number of the last line with code. */
  public int lastLine() {
    int last = counts.length - 1;
    while (last > 0 && counts[last] == NO_CODE) {
      last--;
    }
    return Math.max(0, last);
  }

  /** Whether there is code on a line. */
  public boolean hasCode(int line) {
    return line < counts.length && counts[line] != NO_CODE;
  }

  /** How often a line was executed; 0 if there is no code. */
  public long count(int line) {
    return hasCode(line) ? counts[line] : 0;
  }

  /** Lines with code. */
  public int lines() {
    int n = 0;
    for (long count : counts) {
      n += count == NO_CODE ? 0 : 1;
    }
    return n;
  }

  /** Lines that were executed. */
  public int linesHit() {
    int n = 0;
    for (long count : counts) {
      n += count > 0 ? 1 : 0;
    }
    return n;
  }

  /** Functions that were called. */
  public int functionsHit() {
    return (int) functions.values().stream().filter(f -> f.count() > 0).count();
  }
}
