package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SemanticTokens;

/** Tells the editor what the names in a text are of. */
final class SemanticColours {
  static final ImmutableList<String> TYPES =
      ImmutableList.of(
          "variable", "parameter", "class", "interface", "event", "namespace", "struct",
          "property");
  static final ImmutableList<String> MODIFIERS = ImmutableList.of("definition");

  private SemanticColours() {}

  static SemanticTokens of(SourceFile file, Program program) {
    List<Occurrence> occurrences = new ArrayList<>(program.symbols().in(file.name()));
    occurrences.sort(Comparator.comparingInt(occurrence -> occurrence.span().start()));
    List<Integer> data = new ArrayList<>();
    int line = 0;
    int column = 0;
    int end = 0;
    for (Occurrence occurrence : occurrences) {
      if (occurrence.span().start() < end) {
        continue;
      }
      Position start = file.lines().position(occurrence.span().start());
      end = occurrence.span().end();
      data.add(start.getLine() - line);
      data.add(
          start.getLine() == line ? start.getCharacter() - column : start.getCharacter());
      data.add(end - occurrence.span().start());
      data.add(TYPES.indexOf(type(occurrence.symbol().kind())));
      data.add(occurrence.definition() ? 1 : 0);
      line = start.getLine();
      column = start.getCharacter();
    }
    return new SemanticTokens(data);
  }

  private static String type(Symbol.Kind kind) {
    return switch (kind) {
      case VARIABLE -> "variable";
      case PARAMETER -> "parameter";
      case NODE, GROUP -> "class";
      case LINK, LAN -> "interface";
      case FLOW, PING, PROGRAM -> "event";
      case INSTANCE, TOPOLOGY -> "namespace";
      case PROFILE, KERNEL -> "struct";
      case NETDEV -> "property";
    };
  }
}
