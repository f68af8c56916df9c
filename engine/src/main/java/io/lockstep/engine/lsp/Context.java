package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a place in a text lies, found from the tokens before it; so it is known while a line is
 * being typed.
 *
 * @param blocks from the outermost to the innermost
 * @param line the tokens of the line that end before the place
 * @param current the token that touches the place from the left, if any; not part of the line
 */
record Context(
    ImmutableList<Block> blocks, ImmutableList<Token> line, Optional<Token> current, int offset) {
  static Context at(ImmutableList<Token> tokens, int offset) {
    Deque<Block> blocks = new ArrayDeque<>();
    List<Token> line = new ArrayList<>();
    int brackets = 0;
    Token current = null;
    for (Token token : tokens) {
      if (token.start() >= offset) {
        break;
      } else if (token.end() >= offset && growing(token, offset)) {
        current = token;
        break;
      }
      switch (token.kind()) {
        case COMMENT -> {}
        case END -> {
          if (token.is(";") || !(brackets > 0 || continues(line))) {
            line.clear();
            brackets = 0;
          }
        }
        default -> {
          if (token.is("{")) {
            blocks.addLast(new Block(ImmutableList.copyOf(line)));
            line.clear();
            brackets = 0;
          } else if (token.is("}")) {
            blocks.pollLast();
            line.clear();
            brackets = 0;
          } else {
            brackets += opening(token);
            line.add(token);
          }
        }
      }
    }
    return new Context(
        ImmutableList.copyOf(blocks),
        ImmutableList.copyOf(line),
        Optional.ofNullable(current),
        offset);
  }

  /** Whether what is typed at the offset belongs to a token that ends there. */
  private static boolean growing(Token token, int offset) {
    return switch (token.kind()) {
      case WORD, VALUE, RAW, COMMENT -> true;
      case STRING -> token.end() > offset || !closed(token);
      case VARIABLE -> token.end() > offset || !token.text().endsWith("}");
      case MARK, END -> false;
    };
  }

  private static boolean closed(Token string) {
    return string.text().length() > 1 && string.text().endsWith("\"");
  }

  private static int opening(Token token) {
    if (token.kind() != Token.Kind.MARK) {
      return 0;
    }
    return switch (token.text()) {
      case "(", "[" -> 1;
      case ")", "]" -> -1;
      default -> 0;
    };
  }

  private static boolean continues(List<Token> line) {
    Token last = Iterables.getLast(line, null);
    if (last == null || last.kind() == Token.Kind.STRING || line.get(0).is("sysctl")) {
      return false;
    }
    return switch (last.text()) {
      case ",", "--", "->", "=", "..", "+", "-", "*", "/", "==", "!=", "<", ">", "<=", ">=",
          "and", "or", "not" ->
          true;
      default -> false;
    };
  }

  /** What has been typed of the token at the place. */
  String prefix() {
    return current.map(token -> token.text().substring(0, offset - token.start())).orElse("");
  }

  /** The word that opens the line, or nothing if it is the one being typed. */
  String word() {
    return line.isEmpty() ? "" : line.get(0).text();
  }

  /** The token before the current one in the line, or nothing. */
  String before() {
    return line.isEmpty() ? "" : Iterables.getLast(line).text();
  }

  /** Whether a word or mark stands in the line before the place. */
  boolean has(String word) {
    return line.stream().anyMatch(token -> token.is(word));
  }

  /** The innermost block of a kind around the place. */
  Optional<Block> around(String word) {
    return blocks.reverse().stream().filter(block -> block.word().equals(word)).findFirst();
  }
}
