package io.lockstep.grammar.format;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.AstNode;

/**
 * A statement or a setting as text: {@code head { … } else { … }}.
 *
 * @param node what it is made from
 * @param head from the keyword up to the first block, without a blank at the end
 * @param blocks in order; usually none or one
 */
public record Entry(AstNode node, String head, ImmutableList<Block> blocks) {
  /**
   * What stands in braces.
   *
   * @param lead what stands before the opening brace, behind the block before: {@code else}; empty
   *     for the first block
   * @param optional whether an empty block is left out
   */
  public record Block(String lead, ImmutableList<Entry> entries, boolean optional) {}

  /** The first word. */
  public String keyword() {
    int end = head.indexOf(' ');
    return end < 0 ? head : head.substring(0, end);
  }

  /** What follows the first word; empty if nothing does. */
  public String tail() {
    int end = head.indexOf(' ');
    return end < 0 ? "" : head.substring(end + 1);
  }
}
