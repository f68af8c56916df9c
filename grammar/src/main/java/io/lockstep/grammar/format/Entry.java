package io.lockstep.grammar.format;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Statement;

/**
 * A statement or a setting as text: {@code head { … } else { … }}.
 *
 * @param node what it is made from
 * @param head from the keyword up to the first block, without a blank at the end
 * @param blocks in order; usually none or one
 */
public record Entry(AstNode node, String head, ImmutableList<Block> blocks) {
  /** What YAML calls a line of a program that has no keyword. */
  public static final String CALL = "call";

  /**
   * What stands in braces.
   *
   * @param lead what stands before the opening brace, behind the block before: {@code else}; empty
   *     for the first block
   * @param optional whether an empty block is left out
   */
  public record Block(String lead, ImmutableList<Entry> entries, boolean optional) {}

  /** The first word; {@code call} for a line of a program that has none of its own. */
  public String keyword() {
    if (isCall()) {
      return CALL;
    }
    int end = head.indexOf(' ');
    return end < 0 ? head : head.substring(0, end);
  }

  private boolean isCall() {
    return node instanceof Statement.Wait
        || node instanceof Statement.Step && !head.startsWith("let ");
  }

  /** What follows the first word; empty if nothing does. */
  public String tail() {
    if (isCall()) {
      return head;
    }
    int end = head.indexOf(' ');
    return end < 0 ? "" : head.substring(end + 1);
  }
}
