package io.lockstep.engine.cli;

import io.lockstep.engine.coverage.LineCoverage;
import io.lockstep.engine.coverage.Share;
import java.io.PrintWriter;
import java.util.List;

/** Lines and functions of directories that were executed. */
final class CoverageTable {
  /** What is asked most. */
  static final List<String> USUAL =
      List.of("net", "net/core", "net/ipv4", "net/ipv6", "net/mptcp");

  private CoverageTable() {}

  static void print(PrintWriter out, LineCoverage coverage, List<String> paths) {
    int width = paths.stream().mapToInt(String::length).max().orElse(0);
    for (String path : paths) {
      Share share = coverage.below(path);
      if (share.lines() > 0) {
        out.printf(
            "%-" + width + "s  %7s of %6d lines  %7s of %5d functions%n",
            path, share.linePercent(), share.lines(), share.functionPercent(), share.functions());
      } else {
        out.printf("%-" + width + "s  nothing of it is compiled in%n", path);
      }
    }
  }
}
