package io.lockstep.engine.shrink;

import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.ast.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what can be taken out of a scenario, and takes it out. */
final class Units {
  private Units() {}

  /** All units, each before those inside it. */
  static List<Unit> of(ScenarioFile file) {
    List<Unit> units = new ArrayList<>();
    file.statements().forEach(statement -> collect(statement, 0, units));
    return units;
  }

  private static void collect(AstNode node, int depth, List<Unit> units) {
    boolean removable = node instanceof Statement || node instanceof Setting;
    if (removable) {
      units.add(new Unit(node, depth, null, 0));
    }
    int inside = removable ? depth + 1 : depth;
    for (List<? extends AstNode> list : lists(node)) {
      if (list.size() > 1) {
        Unit.ListOf all = new Unit.ListOf(list);
        for (int i = 0; i < list.size(); i++) {
          units.add(new Unit(list.get(i), inside, all, i));
        }
      }
    }
    // What "remove" removes is a part of it.
    if (!(node instanceof Statement.Remove)) {
      Trees.children(node).forEach(child -> collect(child, inside, units));
    }
  }

  private static List<List<? extends AstNode>> lists(AstNode node) {
    if (node instanceof Statement.Nodes nodes) {
      return List.of(nodes.nodes(), nodes.profiles());
    } else if (node instanceof Statement.Lan lan) {
      return List.of(lan.members());
    } else if (node instanceof Statement.Group group) {
      return List.of(group.members());
    } else if (node instanceof Statement.Set set) {
      return List.of(set.targets());
    } else if (node instanceof Statement.For loop) {
      return List.of(loop.values());
    } else if (node instanceof Setting.For loop) {
      return List.of(loop.values());
    } else if (node instanceof Statement.Param parameter) {
      return List.of(parameter.values());
    } else if (node instanceof Statement.LinkState state) {
      return List.of(state.targets());
    } else if (node instanceof Statement.StartStop traffic) {
      return List.of(traffic.activities());
    } else if (node instanceof Statement.Address address) {
      return List.of(address.prefixes());
    } else if (node instanceof Statement.Reboot reboot) {
      return List.of(reboot.nodes());
    }
    return List.of();
  }

  /** The text without these units; null if that would leave an empty list. */
  static String without(String text, List<Unit> removed) {
    List<Unit> outer = new ArrayList<>();
    for (Unit unit : removed) {
      boolean inside =
          removed.stream()
              .anyMatch(
                  other ->
                      other != unit
                          && other.contains(unit.start(), unit.end())
                          && (other.end() - other.start() > unit.end() - unit.start()));
      if (!inside && outer.stream().noneMatch(unit::equals)) {
        outer.add(unit);
      }
    }
    Map<Unit.ListOf, List<Integer>> lists = new LinkedHashMap<>();
    List<Cut> cuts = new ArrayList<>();
    for (Unit unit : outer) {
      if (unit.list() == null) {
        cuts.add(new Cut(unit.start(), unit.end(), null));
      } else {
        lists.computeIfAbsent(unit.list(), list -> new ArrayList<>()).add(unit.index());
      }
    }
    for (Map.Entry<Unit.ListOf, List<Integer>> list : lists.entrySet()) {
      List<String> kept = new ArrayList<>();
      List<? extends AstNode> elements = list.getKey().elements();
      for (int i = 0; i < elements.size(); i++) {
        if (!list.getValue().contains(i)) {
          kept.add(text.substring(elements.get(i).span().start(), elements.get(i).span().end()));
        }
      }
      if (kept.isEmpty()) {
        return null;
      }
      cuts.add(new Cut(list.getKey().start(), list.getKey().end(), String.join(", ", kept)));
    }
    cuts.sort((a, b) -> Integer.compare(b.start, a.start));
    String result = text;
    for (Cut cut : cuts) {
      result =
          cut.replacement == null
              ? withoutStatement(result, cut.start, cut.end)
              : result.substring(0, cut.start) + cut.replacement + result.substring(cut.end);
    }
    return result;
  }

  private record Cut(int start, int end, String replacement) {}

  /** Takes the semicolon or the line with it. */
  private static String withoutStatement(String text, int start, int end) {
    int after = end;
    while (after < text.length() && " \t".indexOf(text.charAt(after)) >= 0) {
      after++;
    }
    int before = start;
    while (before > 0 && " \t".indexOf(text.charAt(before - 1)) >= 0) {
      before--;
    }
    char next = after < text.length() ? text.charAt(after) : '\n';
    if (next == ';') {
      return text.substring(0, start) + text.substring(after + 1);
    }
    boolean startsLine = before == 0 || text.charAt(before - 1) == '\n';
    if (startsLine && next == '\n') {
      return text.substring(0, before) + text.substring(Math.min(text.length(), after + 1));
    } else if (before > 0 && text.charAt(before - 1) == ';') {
      return text.substring(0, before - 1) + " " + text.substring(after);
    }
    return text.substring(0, start) + text.substring(end);
  }
}
