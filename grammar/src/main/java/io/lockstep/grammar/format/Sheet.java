package io.lockstep.grammar.format;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.ScenarioFile;

/**
 * A file as rows.
 *
 * @param closing the comments at its end
 */
public record Sheet(ImmutableList<Row> rows, ImmutableList<Remark> closing) {
  /** The rows of a tree, with its comments where they belong; a row for each setting. */
  public static Sheet of(ScenarioFile file) {
    return new Arrangement(file, false).sheet();
  }

  /** Likewise, with blocks of sysctls where the source has them. */
  static Sheet withSysctlBlocks(ScenarioFile file) {
    return new Arrangement(file, true).sheet();
  }

  /** If there is not a single empty line: with one between statements of different kinds. */
  Sheet grouped() {
    return Grouping.isWanted(rows) ? new Sheet(Grouping.separate(rows), closing) : this;
  }
}
