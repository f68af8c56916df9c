package io.lockstep.grammar.format;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.AstNode;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import java.util.List;

/** Sets statements of different kinds apart, where nobody has done so. */
final class Grouping {
  private Grouping() {}

  static boolean isSettings(Entry.Block block) {
    return block.entries().stream().allMatch(entry -> entry.node() instanceof Setting);
  }

  /** Whether there is not a single empty line. */
  static boolean isWanted(List<Row> rows) {
    return rows.stream()
        .noneMatch(row -> row.apart() || row.before().stream().anyMatch(Remark::apart));
  }

  /** An empty line between any two that differ in kind. */
  static ImmutableList<Row> separate(List<Row> rows) {
    ImmutableList.Builder<Row> separated = ImmutableList.builder();
    AstNode previous = null;
    for (Row row : rows) {
      boolean apart = previous != null && group(previous) != group(row.entry().node());
      separated.add(apart ? apart(row) : row);
      previous = row.entry().node();
    }
    return separated.build();
  }

  private static Row apart(Row row) {
    if (row.before().isEmpty()) {
      return new Row(row.entry(), row.before(), true, row.behind(), row.blocks());
    }
    ImmutableList<Remark> before =
        ImmutableList.<Remark>builder()
            .add(new Remark(row.before().get(0).text(), true))
            .addAll(row.before().subList(1, row.before().size()))
            .build();
    return new Row(row.entry(), before, false, row.behind(), row.blocks());
  }

  /** Lines of a program are never set apart. */
  private static boolean isStep(AstNode node) {
    return node instanceof Statement.Step
        || node instanceof Statement.ScriptSetting
        || node instanceof Statement.Label
        || node instanceof Statement.Wait;
  }

  /** Statements of one group stand together. */
  private static int group(AstNode node) {
    if (node instanceof Statement.Title) {
      return 0;
    } else if (node instanceof Statement.Topology) {
      return 2;
    } else if (node instanceof Statement.Profile) {
      return 3;
    } else if (node instanceof Statement.Nodes || node instanceof Statement.Group) {
      return 4;
    } else if (node instanceof Statement.Set) {
      return 5;
    } else if (node instanceof Statement.Link
        || node instanceof Statement.Lan
        || node instanceof Statement.Use
        || node instanceof Statement.RoutesAuto
        || node instanceof Statement.Route
        || node instanceof Statement.Rule
        || node instanceof Statement.Neighbour
        || node instanceof Statement.Address) {
      return 6;
    } else if (node instanceof Statement.For loop) {
      return loop.body().isEmpty() ? 7 : group(loop.body().get(0));
    } else if (node instanceof Statement.If choice) {
      List<Statement> body = choice.branches().get(0).body();
      return body.isEmpty() ? 7 : group(body.get(0));
    } else if (node instanceof Statement.Flow
        || node instanceof Statement.Ping
        || node instanceof Statement.Exec
        || node instanceof Statement.Script) {
      return 8;
    } else if (node instanceof Statement.At
        || node instanceof Statement.During
        || node instanceof Statement.Every
        || node instanceof Statement.After
        || node instanceof Statement.When) {
      return 9;
    } else if (isStep(node)) {
      return 11;
    }
    return node instanceof Statement.Expect ? 10 : 1;
  }
}
