package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds what a text defines and includes, from its tokens alone: the text need not parse. */
final class Outline {
  private static final ImmutableSet<String> DEFINING =
      ImmutableSet.of(
          "node", "link", "lan", "flow", "ping", "traceroute", "exec", "daemon", "program", "group",
          "let", "param", "profile", "kernel", "topology", "use", "for", "device");

  /** Of these a name is only there if {@code =} follows it. */
  private static final ImmutableSet<String> NAME_MAY_LACK =
      ImmutableSet.of("link", "lan", "flow", "ping", "traceroute", "exec", "daemon", "use");

  private static final int LONGEST_DETAIL = 60;

  private record Open(int firstDefinition, int lastDefinition, String topology) {}

  private final ImmutableList<Token> tokens;
  private final List<Definition> definitions = new ArrayList<>();
  private final ImmutableSet.Builder<String> includes = ImmutableSet.builder();
  private final Deque<Open> blocks = new ArrayDeque<>();

  private Outline(ImmutableList<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * What came of a text.
   *
   * @param includes the paths as written
   */
  record Result(ImmutableList<Definition> definitions, ImmutableSet<String> includes) {}

  static Result of(ImmutableList<Token> tokens) {
    Outline outline = new Outline(tokens);
    outline.run();
    return new Result(ImmutableList.copyOf(outline.definitions), outline.includes.build());
  }

  private void run() {
    List<Token> line = new ArrayList<>();
    int before = 0;
    for (Token token : tokens) {
      if (token.kind() == Token.Kind.COMMENT) {
        continue;
      } else if (token.kind() == Token.Kind.END && continues(line, token)) {
        continue;
      } else if (token.kind() == Token.Kind.END) {
        define(line);
        line.clear();
      } else if (token.is("{")) {
        before = definitions.size();
        String topology = topology();
        if (line.size() > 1 && line.get(0).is("topology")) {
          topology = line.get(1).text();
        }
        define(line);
        blocks.addLast(new Open(before, definitions.size(), topology));
        line.clear();
      } else if (token.is("}")) {
        define(line);
        line.clear();
        close(token.end());
      } else {
        line.add(token);
      }
    }
    define(line);
    int end = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).end() + 1;
    while (!blocks.isEmpty()) {
      close(end);
    }
  }

  private static boolean continues(List<Token> line, Token end) {
    if (end.is(";") || line.isEmpty()) {
      return false;
    }
    Token last = line.get(line.size() - 1);
    return last.is(",") || last.is("--") || last.is("->") || last.is("=");
  }

  private String topology() {
    return blocks.isEmpty() ? "" : blocks.getLast().topology();
  }

  /** Whatever was defined in a block's header reaches to the block's end. */
  private void close(int end) {
    Open block = blocks.pollLast();
    if (block == null) {
      return;
    }
    for (int i = block.firstDefinition(); i < block.lastDefinition(); i++) {
      Definition old = definitions.get(i);
      definitions.set(
          i,
          new Definition(
              old.word(), old.name(), old.nameStart(), old.start(), end, old.topology(),
              old.detail()));
    }
  }

  private void define(List<Token> line) {
    if (line.size() < 2 || !line.get(0).isWord()) {
      return;
    }
    String word = line.get(0).text();
    if (word.equals("include") && line.get(1).kind() == Token.Kind.STRING) {
      includes.add(line.get(1).text().replace("\"", ""));
    } else if (DEFINING.contains(word)) {
      names(line, word);
    }
  }

  private void names(List<Token> line, String word) {
    int depth = 0;
    boolean expected = true;
    List<Token> names = new ArrayList<>();
    int at = 1;
    for (; at < line.size(); at++) {
      Token token = line.get(at);
      if (token.is("[")) {
        depth++;
      } else if (token.is("]")) {
        depth--;
      } else if (depth == 0) {
        if (expected && (token.isWord() || token.kind() == Token.Kind.RAW)) {
          names.add(token);
          expected = false;
        } else if (word.equals("node") && token.is(",")) {
          expected = true;
        } else {
          break;
        }
      }
    }
    boolean assigned = at < line.size() && line.get(at).is("=");
    if (NAME_MAY_LACK.contains(word) && !assigned) {
      if (word.equals("use")) {
        Token last = line.get(line.size() - 1);
        definitions.add(
            new Definition(
                word, "", line.get(1).start(), line.get(0).start(), last.end(), topology(),
                detail(line, 1)));
      }
      return;
    }
    String detail = detail(line, assigned ? at + 1 : at);
    for (Token name : names) {
      definitions.add(
          new Definition(
              word,
              name.text(),
              name.start(),
              line.get(0).start(),
              line.get(line.size() - 1).end(),
              topology(),
              detail));
    }
    if (word.equals("topology")) {
      parameters(line, at);
    }
  }

  private void parameters(List<Token> line, int from) {
    String topology = line.get(1).text();
    for (int i = from + 1; i < line.size(); i++) {
      Token token = line.get(i);
      if (token.isWord() && (line.get(i - 1).is("(") || line.get(i - 1).is(","))) {
        definitions.add(
            new Definition(
                "parameter", token.text(), token.start(), token.start(), token.end(), topology,
                ""));
      }
    }
  }

  private static String detail(List<Token> line, int from) {
    StringBuilder text = new StringBuilder();
    int end = -1;
    for (Token token : line.subList(Math.min(from, line.size()), line.size())) {
      if (end >= 0 && token.start() > end) {
        text.append(' ');
      }
      text.append(token.text());
      end = token.end();
      if (text.length() > LONGEST_DETAIL) {
        return text.substring(0, LONGEST_DETAIL) + "…";
      }
    }
    return text.toString();
  }
}
