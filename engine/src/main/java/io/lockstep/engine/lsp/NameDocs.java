package io.lockstep.engine.lsp;

import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.LinkSpec;
import io.lockstep.engine.model.NodeSpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a name is of, in Markdown. */
final class NameDocs {
  /** More nodes of a range than this are not listed. */
  private static final int MOST_NODES = 8;

  private static final int LONGEST_LINE = 100;

  private final Optional<ScenarioCase> resolved;

  /**
   * @param resolved the first case of the scenario, if it has no errors
   */
  NameDocs(Optional<ScenarioCase> resolved) {
    this.resolved = resolved;
  }

  String of(Symbol symbol) {
    StringBuilder text = new StringBuilder();
    text.append("**").append(symbol.kind().word()).append("** `").append(symbol.name());
    text.append('`');
    symbol.definitions().stream()
        .findFirst()
        .ifPresent(
            definition -> {
              Span span = definition.span();
              text.append("\n\n```lockstep\n").append(line(span)).append("\n```\n\n");
              text.append("defined in ")
                  .append(fileName(span.file()))
                  .append(", line ")
                  .append(span.line());
            });
    if (symbol.kind() == Symbol.Kind.NODE) {
      nodes(symbol.name()).ifPresent(nodes -> text.append("\n\n").append(nodes));
    } else if (symbol.kind() == Symbol.Kind.PARAMETER) {
      resolved
          .map(scenario -> scenario.parameters().get(symbol.name()))
          .ifPresent(value -> text.append("; in the first case ").append(value));
    }
    return text.toString();
  }

  private static String fileName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String line(Span span) {
    String line = span.source().line(span.line()).strip();
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }

  private Optional<String> nodes(String name) {
    if (resolved.isEmpty()) {
      return Optional.empty();
    }
    List<NodeSpec> nodes =
        resolved.get().nodes().stream()
            .filter(node -> node.name().equals(name) || node.name().startsWith(name + "["))
            .toList();
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    if (nodes.size() > 1) {
      text.append(nodes.size())
          .append(" nodes, `")
          .append(nodes.get(0).name())
          .append("` to `")
          .append(nodes.get(nodes.size() - 1).name())
          .append("`\n\n");
    }
    for (NodeSpec node : nodes.subList(0, Math.min(MOST_NODES, nodes.size()))) {
      text.append("- `").append(node.name()).append("`: ").append(netdevs(node)).append('\n');
    }
    if (nodes.size() > MOST_NODES) {
      text.append("- …\n");
    }
    return Optional.of(text.toString());
  }

  private String netdevs(NodeSpec node) {
    List<LinkEnd> ends = new ArrayList<>();
    for (LinkSpec link : resolved.orElseThrow().links()) {
      for (LinkEnd end : List.of(link.a(), link.b())) {
        if (end.node() == node.index()) {
          ends.add(end);
        }
      }
    }
    return ends.isEmpty()
        ? "no netdev"
        : ends.stream().map(NameDocs::netdev).collect(Collectors.joining("; "));
  }

  private static String netdev(LinkEnd end) {
    return end.addresses().stream()
        .map(Object::toString)
        .collect(Collectors.joining(", ", end.netdev() + " ", ""));
  }
}
