package io.lockstep.grammar.yaml;

import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Template;
import io.lockstep.grammar.format.Row;
import io.lockstep.grammar.format.Templates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Settings under one key: one, or sysctls or files in a row.
 *
 * @param rows at least one
 */
record SettingGroup(List<Row> rows) {
  static List<SettingGroup> of(List<Row> rows) {
    List<SettingGroup> groups = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Row row : rows) {
      SettingGroup last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
      boolean joined =
          last != null
              && last.isAssignments()
              && isAssignment(row)
              && last.first().entry().keyword().equals(row.entry().keyword());
      if (!joined) {
        names.clear();
      }
      boolean unique = !isAssignment(row) || names.add(name(row));
      if (joined && unique) {
        last.rows().add(row);
      } else {
        groups.add(new SettingGroup(new ArrayList<>(List.of(row))));
        names.clear();
        if (isAssignment(row)) {
          names.add(name(row));
        }
      }
    }
    return groups;
  }

  /** Whether no key stands twice, so that one mapping can hold all. */
  static boolean areUnique(List<SettingGroup> groups) {
    Set<String> keys = new HashSet<>();
    return groups.stream().flatMap(group -> group.keys().stream()).allMatch(keys::add);
  }

  private List<String> keys() {
    List<Row.Block> blocks = first().presentBlocks();
    if (blocks.isEmpty()) {
      return List.of(first().entry().keyword());
    }
    return blocks.stream()
        .map(block -> block.lead().isEmpty() ? first().entry().head() : block.lead())
        .toList();
  }

  Row first() {
    return rows.get(0);
  }

  boolean isAssignments() {
    return isAssignment(first());
  }

  private static boolean isAssignment(Row row) {
    return row.entry().node() instanceof Setting.Sysctl
        || row.entry().node() instanceof Setting.FileWrite
        || row.entry().node() instanceof Setting.Env;
  }

  private static String name(Row row) {
    if (row.entry().node() instanceof Setting.Sysctl sysctl) {
      return Templates.raw(sysctl.key());
    }
    return row.entry().node() instanceof Setting.Env env
        ? env.name().text()
        : Templates.unquoted(((Setting.FileWrite) row.entry().node()).path());
  }

  /** {@code net.ipv4.ip_forward: 1}. */
  static String assignment(Row row, boolean flow) {
    Template template;
    if (row.entry().node() instanceof Setting.Sysctl sysctl) {
      template = sysctl.value();
    } else if (row.entry().node() instanceof Setting.Env env) {
      template = env.value();
    } else {
      template = ((Setting.FileWrite) row.entry().node()).content();
    }
    String value = Templates.unquoted(template);
    return YamlScalar.write(name(row), flow) + ": " + YamlScalar.write(value, flow);
  }

  /** {@code rate: 10mbit}, in brackets and braces. */
  static String line(Row row) {
    return line(row, true, true);
  }

  /** {@code rate: 10mbit}. */
  static String line(Row row, boolean flow, boolean commented) {
    String tail = row.entry().tail();
    String key = YamlScalar.write(row.entry().keyword(), flow) + ":";
    if (tail.isEmpty()) {
      return key;
    }
    return key
        + " "
        + (flow ? YamlScalar.write(tail, true) : YamlScalar.writeLines(tail, commented));
  }
}
