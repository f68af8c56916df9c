package io.lockstep.engine.shrink;

import io.lockstep.grammar.ast.AstNode;
import java.util.List;

/**
 * Something that can be taken out of a scenario: a statement, a setting, an element of a list.
 *
 * @param node what it is
 * @param depth how many others it is inside
 * @param list which list it is an element of, or null for what ends with a line or a semicolon
 * @param index in that list
 */
record Unit(AstNode node, int depth, ListOf list, int index) {
  /** A list of elements with commas between them. */
  record ListOf(List<? extends AstNode> elements) {
    int start() {
      return elements.get(0).span().start();
    }

    int end() {
      return elements.get(elements.size() - 1).span().end();
    }

    // A list is itself and not one with the same elements.
    @Override
    public boolean equals(Object other) {
      return other instanceof ListOf list && list.elements == elements;
    }

    @Override
    public int hashCode() {
      return start();
    }
  }

  int start() {
    return node.span().start();
  }

  int end() {
    return node.span().end();
  }

  boolean contains(int from, int to) {
    return start() <= from && to <= end();
  }
}
