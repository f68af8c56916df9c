package io.lockstep.grammar.format;

import io.lockstep.grammar.ast.Span;
import java.util.List;

/** Finds the braces of blocks in a source. */
final class BlockScanner {
  private final String text;

  BlockScanner(String text) {
    this.text = text;
  }

  /** The place of the first opening brace of a block; -1 if there is none before the end. */
  int open(int from, int end) {
    int at = from;
    while (at < end) {
      if (text.charAt(at) == '{') {
        return at;
      }
      at = skip(at, end);
    }
    return -1;
  }

  /** Likewise the last one. */
  int lastOpen(int from, int end) {
    int last = -1;
    for (int at = open(from, end); at >= 0; at = open(at + 1, end)) {
      last = at;
    }
    return last;
  }

  /**
   * The place of the brace that closes a block; -1 if there is none before the end.
   *
   * @param open of the block
   * @param children what stands in the block, in order
   */
  int close(int open, int end, List<Span> children) {
    int depth = 0;
    int next = 0;
    int at = open + 1;
    while (at < end) {
      if (next < children.size() && at >= children.get(next).start()) {
        at = Math.max(at, children.get(next).end());
        next++;
      } else if (text.charAt(at) == '}' && depth == 0) {
        return at;
      } else {
        depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
        at = skip(at, end);
      }
    }
    return -1;
  }

  /** Behind the character, text, interpolation or comment at a place. */
  private int skip(int at, int end) {
    char c = text.charAt(at);
    if (c == '"') {
      return behindText(at, end);
    } else if (c == '#') {
      return lineEnd(at, end);
    } else if (c == '$' && at + 1 < end && text.charAt(at + 1) == '{') {
      return behindInterpolation(at, end);
    }
    return at + 1;
  }

  private int behindText(int quote, int end) {
    if (text.startsWith("\"\"\"", quote)) {
      return behindBlock(quote + 3, end);
    }
    int at = quote + 1;
    while (at < end && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(end, at + 1);
  }

  private int behindBlock(int from, int end) {
    int at = from;
    while (at < end && !text.startsWith("\"\"\"", at)) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(end, at + 3);
  }

  private int behindInterpolation(int dollar, int end) {
    int at = dollar + 2;
    while (at < end && text.charAt(at) != '}') {
      at++;
    }
    return Math.min(end, at + 1);
  }

  private int lineEnd(int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }
}
