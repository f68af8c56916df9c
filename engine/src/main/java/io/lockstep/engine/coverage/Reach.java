package io.lockstep.engine.coverage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tests reach a place in the source. What kernels do while they boot does not count, since all
 * tests reach that.
 *
 * @param file path in the kernel tree
 * @param function in it, if that is the question
 * @param line in it, or 0
 */
public record Reach(String file, Optional<String> function, int line) {

  /**
   * What a test does there.
   *
   * @param lines of the file that it executes
   * @param count how often it calls the function or executes the line; 0 for a whole file
   */
  public record Found(CoveredTest test, int lines, long count) {}

  /** {@code net/ipv4/tcp_input.c}, {@code …:tcp_ack} or {@code …:3800}. */
  public static Reach parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return new Reach(text, Optional.empty(), 0);
    }
    String file = text.substring(0, colon);
    String rest = text.substring(colon + 1);
    return rest.matches("[1-9]\\d{0,6}")
        ? new Reach(file, Optional.empty(), Integer.parseInt(rest))
        : new Reach(file, Optional.of(rest), 0);
  }

  /**
   * Asks all tests; those that do most there come first.
   *
   * @throws CoverageException if a tracefile cannot be read
   */
  public List<Found> in(List<CoveredTest> tests) {
    List<Found> found = new ArrayList<>();
    for (CoveredTest test : tests) {
      try {
        for (Map.Entry<String, LineCoverage> part : InfoFile.read(test.info()).entrySet()) {
          FileCoverage there = part.getValue().files().get(file);
          if (there != null && !part.getKey().equals(RunCoverage.BOOT)) {
            long count = count(there);
            if (count > 0 || function.isEmpty() && line == 0) {
              found.add(new Found(test, there.linesHit(), count));
            }
          }
        }
      } catch (IOException e) {
        throw new CoverageException(
            "The coverage of " + test.id() + " cannot be read: " + e.getMessage());
      }
    }
    Comparator<Found> order = Comparator.comparingLong(one -> -one.count());
    found.sort(order.thenComparing(one -> -one.lines()));
    return found;
  }

  private long count(FileCoverage there) {
    if (function.isPresent()) {
      FileCoverage.Function one = there.functions().get(function.get());
      return one == null ? 0 : one.count();
    }
    return line > 0 ? there.count(line) : 0;
  }
}
