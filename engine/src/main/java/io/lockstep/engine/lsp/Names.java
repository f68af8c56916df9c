package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that can be used at a place, whether or not the text around it parses. */
final class Names {
  static final ImmutableSet<String> NODES = ImmutableSet.of("node", "group", "use");
  static final ImmutableSet<String> WIRES = ImmutableSet.of("link", "lan", "use");
  static final ImmutableSet<String> ACTIVITIES =
      ImmutableSet.of("flow", "ping", "traceroute", "exec", "daemon", "program", "use");

  /** All that a name can be of that is no value. */
  static final ImmutableSet<String> OBJECTS =
      ImmutableSet.of(
          "node", "group", "link", "lan", "flow", "ping", "traceroute", "exec", "daemon", "program",
          "use");
  static final ImmutableSet<String> VALUES =
      ImmutableSet.of("let", "param", "for", "parameter");

  private final Program program;
  private final String topology;
  private final SourceFile file;
  private final int offset;
  private final int lineStart;

  Names(Program program, SourceFile file, Context context) {
    this.program = program;
    this.file = file;
    this.offset = context.offset();
    this.lineStart = context.line().isEmpty() ? -1 : context.line().get(0).start();
    this.topology =
        context
            .around("topology")
            .filter(block -> block.header().size() > 1)
            .map(block -> block.header().get(1).text())
            .orElse("");
  }

  /** What statements of these words define and is visible, each name once. */
  ImmutableList<Definition> of(Set<String> words) {
    Map<String, Definition> found = new LinkedHashMap<>();
    Set<String> bodies = new LinkedHashSet<>();
    collect(topology, words, bodies, found);
    collect("", words, bodies, found);
    return ImmutableList.copyOf(found.values());
  }

  private void collect(
      String body, Set<String> words, Set<String> seen, Map<String, Definition> found) {
    if (!seen.add(body)) {
      return;
    }
    for (SourceFile source : program.files()) {
      for (Definition definition : source.outline().definitions()) {
        if (!definition.topology().equals(body)) {
          continue;
        } else if (definition.name().isEmpty()) {
          collect(definition.made(), words, seen, found);
        } else if (words.contains(definition.word()) && reaches(definition, source)) {
          found.putIfAbsent(definition.name(), definition);
        }
      }
    }
  }

  /** A loop's variable is there in the loop only; nothing is there while it is being defined. */
  private boolean reaches(Definition definition, SourceFile source) {
    boolean here = source.name().equals(file.name());
    if (here && definition.start() == lineStart) {
      return false;
    }
    return !definition.word().equals("for")
        || here && definition.start() < offset && offset <= definition.end();
  }

  /** The definition of a name. */
  Optional<Definition> find(String name) {
    return of(OBJECTS).stream()
        .filter(definition -> definition.name().equals(name))
        .findFirst();
  }

  /** What stands in the body of a topology. */
  ImmutableList<Definition> inside(String body, Set<String> words) {
    Map<String, Definition> found = new LinkedHashMap<>();
    collect(body, words, new LinkedHashSet<>(), found);
    return ImmutableList.copyOf(found.values());
  }

  /** The definition that a dotted name leads to: {@code d.left}. */
  Optional<Definition> find(List<String> path) {
    Optional<Definition> at = find(path.get(0));
    for (String step : path.subList(1, path.size())) {
      at =
          at.filter(definition -> definition.word().equals("use"))
              .flatMap(
                  use ->
                      inside(use.made(), OBJECTS)
                          .stream()
                          .filter(definition -> definition.name().equals(step))
                          .findFirst());
    }
    return at;
  }

  /** Names of netdevs of a node that are written somewhere. */
  ImmutableList<String> netdevs(String node) {
    Set<String> names = new LinkedHashSet<>();
    for (SourceFile source : program.files()) {
      ImmutableList<Token> tokens = source.tokens();
      for (int i = 0; i + 2 < tokens.size(); i++) {
        if (tokens.get(i).is(node)
            && tokens.get(i + 1).is(".")
            && tokens.get(i + 2).isWord()
            && !(source == file && tokens.get(i + 2).touches(offset))) {
          names.add(tokens.get(i + 2).text());
        }
      }
      for (Definition definition : source.outline().definitions()) {
        if (definition.word().equals("device")) {
          names.add(definition.name());
        }
      }
    }
    return ImmutableList.copyOf(names);
  }

  /** Names of netdevs of the nodes that the block or the line around a place is about. */
  ImmutableList<String> netdevs(Context context) {
    ImmutableList<Token> header =
        context
            .around("node")
            .or(() -> context.around("set"))
            .map(Block::header)
            .orElse(context.line());
    return header.stream()
        .filter(token -> token.isWord() && find(token.text()).isPresent())
        .flatMap(token -> netdevs(token.text()).stream())
        .distinct()
        .collect(ImmutableList.toImmutableList());
  }

  /** What a sysctl may name where a netdev belongs; nothing in the block of a netdev. */
  ImmutableList<String> configurable(Context context) {
    boolean inside =
        context.around("interface").isPresent() || context.around("device").isPresent();
    return inside
        ? ImmutableList.of()
        : ImmutableList.<String>builder()
            .add("all", "default")
            .addAll(netdevs(context))
            .build();
  }
}
