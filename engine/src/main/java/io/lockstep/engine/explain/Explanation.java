package io.lockstep.engine.explain;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.json.JsonWriter;
import io.lockstep.engine.model.ScenarioCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a case of a scenario expands to, for people and for programs. */
public final class Explanation {
  /** In a text, a section with more rows than this is cut… */
  private static final int LONG = 40;

  /** … to so many. */
  private static final int SHOWN = 20;

  private static final int MOST_CASES = 8;
  private static final int WIDEST_CELL = 76;

  private final List<String> cases;
  private final ScenarioCase scenario;
  private final List<Table> tables = new ArrayList<>();

  /**
   * Explains a case.
   *
   * @param cases names of all cases of the scenario
   * @param sections which parts are wanted
   */
  public Explanation(ScenarioCase scenario, List<String> cases, Set<Section> sections) {
    this.scenario = scenario;
    this.cases = cases;
    for (Section section : Section.values()) {
      if (sections.contains(section)) {
        tables.add(Tables.of(section, scenario));
      }
    }
  }

  /**
   * With aligned columns.
   *
   * @param all false to cut long sections
   */
  public String text(boolean all) {
    StringBuilder out = new StringBuilder();
    boolean untitled = ("/" + scenario.file()).endsWith("/" + scenario.title());
    out.append(scenario.file()).append(untitled ? "" : ": " + scenario.title()).append('\n');
    if (cases.size() > 1 || !scenario.name().isEmpty()) {
      out.append("case ").append(scenario.name()).append(" of ").append(cases.size());
      out.append(": ").append(String.join("  ", cases.stream().limit(MOST_CASES).toList()));
      out.append(cases.size() > MOST_CASES ? "  …" : "").append('\n');
    }
    out.append("seed ").append(scenario.seed());
    out.append(scenario.captureWanted() ? "" : ", no capture").append('\n');
    for (Table table : tables) {
      if (!table.rows().isEmpty()) {
        text(table, all, out);
      }
    }
    return out.toString();
  }

  private static void text(Table table, boolean all, StringBuilder out) {
    int size = table.rows().size();
    int shown = all || size <= LONG ? size : SHOWN;
    List<ImmutableList<String>> lines = new ArrayList<>();
    lines.add(
        ImmutableList.<String>builder().addAll(table.columns()).add("source").build());
    for (Table.Row row : table.rows().subList(0, shown)) {
      lines.add(
          ImmutableList.<String>builder().addAll(row.cells()).add(row.source()).build());
    }
    int columns = table.columns().size() + 1;
    int[] width = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        int length = length(line.get(i));
        width[i] = length > WIDEST_CELL ? width[i] : Math.max(width[i], length);
      }
    }
    boolean[] used = new boolean[columns];
    for (List<String> line : lines.subList(1, lines.size())) {
      for (int i = 0; i < columns; i++) {
        used[i] |= !line.get(i).isEmpty();
      }
    }
    out.append('\n').append(table.name()).append(" (").append(size).append(")\n");
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        if (used[i]) {
          String cell = line.get(i);
          text.append("  ").append(cell);
          text.append(" ".repeat(Math.max(0, width[i] - length(cell))));
        }
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    if (shown < size) {
      out.append("  … and ").append(String.format(Locale.ROOT, "%,d", size - shown));
      out.append(" more; --all shows them\n");
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** All rows of the sections as JSON; {@code docs/tools.md} describes it. */
  public String json() {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.key("file").value(scenario.file());
    json.key("title").value(scenario.title());
    json.key("case").value(scenario.name());
    json.key("cases").strings(cases);
    json.key("seed").value(scenario.seed());
    json.key("capture").value(scenario.captureWanted());
    for (Table table : tables) {
      json.key(table.name()).beginArray();
      for (Table.Row row : table.rows()) {
        json.beginObject();
        for (int i = 0; i < table.columns().size(); i++) {
          json.key(table.columns().get(i)).value(row.cells().get(i));
        }
        json.key("source").value(row.source());
        json.endObject();
      }
      json.endArray();
    }
    return json.endObject().toString();
  }
}
