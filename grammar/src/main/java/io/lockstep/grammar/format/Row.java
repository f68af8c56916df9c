package io.lockstep.grammar.format;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * An entry with its comments.
 *
 * @param before the comments on the lines before it
 * @param apart whether an empty line stands between these and the entry
 * @param behind the comment at the end of its last line
 * @param blocks those of the entry
 */
public record Row(
    Entry entry,
    ImmutableList<Remark> before,
    boolean apart,
    Optional<String> behind,
    ImmutableList<Block> blocks) {
  /**
   * A block with its comments.
   *
   * @param lead as in {@link Entry.Block}
   * @param opening the comment behind the opening brace
   * @param rows what stands in it
   * @param closing the comments on the lines before the closing brace
   * @param oneLine whether it is to stand on one line if it fits
   * @param optional whether it is left out when empty
   */
  public record Block(
      String lead,
      Optional<String> opening,
      ImmutableList<Row> rows,
      ImmutableList<Remark> closing,
      boolean oneLine,
      boolean optional) {
    /** Whether nothing would be lost without it. */
    public boolean isAbsent() {
      return optional && rows.isEmpty() && !hasComments();
    }

    /** Whether there are comments between its rows and braces. */
    public boolean hasComments() {
      return opening.isPresent() || !closing.isEmpty();
    }
  }

  Row withBehind(String comment) {
    return new Row(entry, before, apart, Optional.of(comment), blocks);
  }

  /** The blocks that are there. */
  public ImmutableList<Block> presentBlocks() {
    return blocks.stream()
        .filter(block -> !block.isAbsent())
        .collect(ImmutableList.toImmutableList());
  }

  /** Whether it may stand on one line: no comments inside, and none of its blocks spread out. */
  public boolean isOneLine() {
    return blocks.stream()
        .allMatch(
            block ->
                !block.hasComments()
                    && (block.oneLine() || block.rows().isEmpty())
                    && block.rows().stream().allMatch(Row::isBare));
  }

  private boolean isBare() {
    return before.isEmpty()
        && behind.isEmpty()
        && entry.head().indexOf('\n') < 0
        && isOneLine();
  }
}
