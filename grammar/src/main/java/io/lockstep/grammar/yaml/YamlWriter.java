package io.lockstep.grammar.yaml;

import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Statement;
import io.lockstep.grammar.format.Entry;
import io.lockstep.grammar.format.LineWriter;
import io.lockstep.grammar.format.Remark;
import io.lockstep.grammar.format.Row;
import io.lockstep.grammar.format.Sheet;
import io.lockstep.grammar.format.Templates;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes trees in YAML, in the one layout. */
final class YamlWriter {
  /** YAML allows 1024 characters before a colon. */
  private static final int LONGEST_KEY = 1000;

  private final LineWriter out = new LineWriter();

  private YamlWriter() {}

  static String write(ScenarioFile file) {
    YamlWriter writer = new YamlWriter();
    Sheet sheet = Sheet.of(file);
    sheet.rows().forEach(writer::statement);
    writer.remarks(sheet.closing());
    return writer.out.toString();
  }

  private void remarks(List<Remark> remarks) {
    for (Remark remark : remarks) {
      if (remark.apart()) {
        out.empty();
      }
      out.line(remark.text(), Optional.empty());
    }
  }

  private void before(Row row) {
    remarks(row.before());
    if (row.apart()) {
      out.empty();
    }
  }

  private void statement(Row row) {
    before(row);
    List<Row.Block> blocks = row.presentBlocks();
    boolean commented =
        (blocks.isEmpty() ? row.behind() : blocks.get(0).opening()).isPresent();
    String head =
        "- " + row.entry().keyword() + ": "
            + YamlScalar.writeLines(value(row), commented);
    out.line(head, blocks.isEmpty() ? row.behind() : blocks.get(0).opening());
    out.indentMore();
    Set<String> keys = new HashSet<>();
    boolean flow = row.isOneLine();
    for (Row.Block block : blocks) {
      boolean first = keys.isEmpty();
      String key = unique(key(row.entry(), block), keys);
      Optional<String> comment = first ? Optional.empty() : block.opening();
      if (flow || isEmpty(block)) {
        boolean last = block == blocks.get(blocks.size() - 1);
        out.line(header(key) + " " + flow(row.entry(), block), last ? row.behind() : comment);
      } else {
        out.line(header(key), comment);
        block(row.entry(), block);
      }
    }
    if (!blocks.isEmpty() && !flow && !isEmpty(blocks.get(blocks.size() - 1))) {
      row.behind().ifPresent(comment -> out.line(comment, Optional.empty()));
    }
    out.indentLess();
  }

  private static boolean isEmpty(Row.Block block) {
    return block.rows().isEmpty() && !block.hasComments();
  }

  /** Writes the keyword's value. */
  private static String value(Row row) {
    if (row.entry().node() instanceof Statement.Title title) {
      return Templates.unquoted(title.title());
    } else if (row.entry().node() instanceof Statement.Include include) {
      return Templates.unquoted(include.path());
    }
    return row.entry().tail();
  }

  private static String key(Entry entry, Row.Block block) {
    return block.lead().isEmpty() ? StatementForm.of(entry.keyword()).blockKey() : block.lead();
  }

  /** Blanks more or less mean nothing. */
  private static String unique(String key, Set<String> keys) {
    String unique = key;
    while (!keys.add(unique)) {
      unique = unique.replaceFirst(" ", "  ");
    }
    return unique;
  }

  /** A key with its colon; a long one gets a line before. */
  private String header(String key) {
    String scalar = YamlScalar.write(key, false);
    if (scalar.length() <= LONGEST_KEY) {
      return scalar + ":";
    }
    out.line("? " + scalar, Optional.empty());
    return ":";
  }

  private static boolean hasSettings(Entry entry) {
    return entry.node() instanceof Setting
        || StatementForm.of(entry.keyword()).blockKey().equals(StatementForm.WITH);
  }

  private void block(Entry entry, Row.Block block) {
    out.indentMore();
    if (hasSettings(entry)) {
      settings(block.rows());
    } else {
      block.rows().forEach(this::statement);
    }
    remarks(block.closing());
    out.indentLess();
  }

  private void settings(List<Row> rows) {
    List<SettingGroup> groups = SettingGroup.of(rows);
    boolean list = !SettingGroup.areUnique(groups);
    for (SettingGroup group : groups) {
      before(group.first());
      if (group.isAssignments()) {
        assignments(group, list ? "- " : "");
      } else {
        setting(group.first(), list);
      }
    }
  }

  private void assignments(SettingGroup group, String dash) {
    String word = group.first().entry().keyword();
    if (group.rows().size() == 1) {
      String pair = SettingGroup.assignment(group.first(), true);
      out.line(dash + word + ": { " + pair + " }", group.first().behind());
      return;
    }
    out.line(dash + word + ":", Optional.empty());
    out.indentMore();
    if (!dash.isEmpty()) {
      out.indentMore();
    }
    for (Row row : group.rows()) {
      if (row != group.first()) {
        before(row);
      }
      out.line(SettingGroup.assignment(row, false), row.behind());
    }
    if (!dash.isEmpty()) {
      out.indentLess();
    }
    out.indentLess();
  }

  private void setting(Row row, boolean list) {
    List<Row.Block> blocks = row.presentBlocks();
    String dash = list ? "- " : "";
    if (blocks.isEmpty()) {
      out.line(dash + SettingGroup.line(row, false, row.behind().isPresent()), row.behind());
      return;
    }
    boolean flow = row.isOneLine();
    for (Row.Block block : blocks) {
      String key = block.lead().isEmpty() ? row.entry().head() : block.lead();
      boolean last = block == blocks.get(blocks.size() - 1);
      String header = dash.isEmpty() ? header(key) : dash + listHeader(key);
      if (flow || isEmpty(block)) {
        out.line(
            header + " " + flow(row.entry(), block), last ? row.behind() : block.opening());
        continue;
      }
      out.line(header, block.opening());
      if (list) {
        out.indentMore();
      }
      block(row.entry(), block);
      if (list) {
        out.indentLess();
      }
      if (last) {
        row.behind().ifPresent(comment -> out.line(" " + comment, Optional.empty()));
      }
    }
  }

  private static String listHeader(String key) {
    return YamlScalar.write(key, false) + ":";
  }

  /** A block on one line. */
  private static String flow(Entry entry, Row.Block block) {
    if (hasSettings(entry)) {
      List<SettingGroup> groups = SettingGroup.of(block.rows());
      String parts = groups.stream().map(YamlWriter::flow).collect(Collectors.joining(", "));
      if (SettingGroup.areUnique(groups)) {
        return parts.isEmpty() ? "{}" : "{ " + parts + " }";
      }
      return groups.stream()
          .map(group -> "{ " + flow(group) + " }")
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return block.rows().stream()
        .map(YamlWriter::flow)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** A statement on one line. */
  private static String flow(Row row) {
    StringBuilder out = new StringBuilder("{ ");
    out.append(row.entry().keyword()).append(": ");
    out.append(YamlScalar.write(value(row), true));
    Set<String> keys = new HashSet<>();
    for (Row.Block block : row.presentBlocks()) {
      String key = unique(key(row.entry(), block), keys);
      out.append(", ").append(flowKey(key)).append(": ").append(flow(row.entry(), block));
    }
    return out.append(" }").toString();
  }

  private static String flowKey(String key) {
    String scalar = YamlScalar.write(key, true);
    return scalar.length() <= LONGEST_KEY ? scalar : "? " + scalar + " ";
  }

  private static String flow(SettingGroup group) {
    Row row = group.first();
    if (group.isAssignments()) {
      return group.rows().stream()
          .map(one -> SettingGroup.assignment(one, true))
          .collect(Collectors.joining(", ", row.entry().keyword() + ": { ", " }"));
    }
    List<Row.Block> blocks = row.presentBlocks();
    if (blocks.isEmpty()) {
      return SettingGroup.line(row);
    }
    return blocks.stream()
        .map(
            block ->
                flowKey(block.lead().isEmpty() ? row.entry().head() : block.lead())
                    + ": "
                    + flow(row.entry(), block))
        .collect(Collectors.joining(", "));
  }
}
