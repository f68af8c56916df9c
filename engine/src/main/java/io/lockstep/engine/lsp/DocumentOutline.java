package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolKind;

/** What a text defines, as a tree for the editor's outline. */
final class DocumentOutline {
  private record Open(DocumentSymbol symbol, int end) {}

  private DocumentOutline() {}

  static ImmutableList<DocumentSymbol> of(SourceFile file) {
    List<DocumentSymbol> top = new ArrayList<>();
    Deque<Open> around = new ArrayDeque<>();
    List<Definition> definitions = new ArrayList<>(file.outline().definitions());
    definitions.sort(Comparator.comparingInt(Definition::nameStart));
    for (Definition definition : definitions) {
      if (definition.name().isEmpty()
          || definition.word().equals("for")
          || definition.word().equals("parameter")) {
        continue;
      }
      while (!around.isEmpty() && around.peek().end() <= definition.start()) {
        around.pop();
      }
      Range whole = file.lines().range(definition.start(), definition.end());
      DocumentSymbol symbol =
          new DocumentSymbol(
              definition.name(),
              kind(definition.word()),
              whole,
              file.lines().range(definition.nameStart(), definition.nameEnd()),
              definition.word() + (definition.detail().isEmpty() ? "" : " ")
                  + definition.detail());
      symbol.setChildren(new ArrayList<>());
      if (around.isEmpty()) {
        top.add(symbol);
      } else {
        around.peek().symbol().getChildren().add(symbol);
      }
      if (definition.word().equals("topology") || definition.word().equals("node")) {
        around.push(new Open(symbol, definition.end()));
      }
    }
    return ImmutableList.copyOf(top);
  }

  static SymbolKind kind(String word) {
    return switch (word) {
      case "node" -> SymbolKind.Class;
      case "link", "lan", "device" -> SymbolKind.Interface;
      case "flow", "ping", "traceroute", "exec", "daemon", "program" -> SymbolKind.Event;
      case "group" -> SymbolKind.Array;
      case "let" -> SymbolKind.Constant;
      case "param" -> SymbolKind.Enum;
      case "profile" -> SymbolKind.Struct;
      case "kernel" -> SymbolKind.Package;
      case "topology" -> SymbolKind.Module;
      case "use" -> SymbolKind.Object;
      default -> SymbolKind.Variable;
    };
  }
}
