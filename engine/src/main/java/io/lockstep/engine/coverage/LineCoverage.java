package io.lockstep.engine.coverage;

import io.lockstep.libos.coverage.FunctionNotes;
import io.lockstep.libos.coverage.FunctionNotes.BlockLine;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often the source of a kernel was executed, file by file. */
public final class LineCoverage {
  private final SortedMap<String, FileCoverage> files = new TreeMap<>();

  /** Everything that was compiled in, executed by nobody. */
  public static LineCoverage nothingOf(Collection<FunctionNotes> functions) {
    LineCoverage coverage = new LineCoverage();
    functions.forEach(function -> coverage.add(function, new long[function.blocks()]));
    return coverage;
  }

  /**
   * Adds a function. A line counts as often as the block on it that was executed most.
   *
   * @param blocks how often each of its blocks was executed
   */
  public void add(FunctionNotes function, long[] blocks) {
    Map<String, Map<Integer, Long>> lines = new HashMap<>();
    for (BlockLine line : function.lines()) {
      if (line.block() < blocks.length) {
        lines
            .computeIfAbsent(line.file(), file -> new HashMap<>())
            .merge(line.line(), blocks[line.block()], Math::max);
      }
    }
    lines.forEach(
        (name, counts) -> {
          FileCoverage file = file(name);
          counts.forEach(file::line);
        });
    file(function.source())
        .function(function.name(), function.line(), blocks.length == 0 ? 0 : blocks[0]);
  }

  /** Adds what another one knows. */
  public void add(LineCoverage other) {
    other.files.forEach((name, file) -> file(name).add(file));
  }

  FileCoverage file(String name) {
    return files.computeIfAbsent(name, any -> new FileCoverage());
  }

  /** By path in the kernel tree. */
  public SortedMap<String, FileCoverage> files() {
    return files;
  }

  /**
   * Counts what lies below a directory, or a file.
   *
   * @param path such as {@code net/ipv4}; empty for everything
   */
  public Share below(String path) {
    Share share = new Share(0, 0, 0, 0);
    for (Map.Entry<String, FileCoverage> file : files.entrySet()) {
      String name = file.getKey();
      if (path.isEmpty() || name.equals(path) || name.startsWith(path + "/")) {
        share = share.plus(file.getValue());
      }
    }
    return share;
  }
}
