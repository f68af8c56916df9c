package io.lockstep.engine.explain;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.Source;
import java.util.ArrayList;
import java.util.List;

/** One section of an explanation: things of the same kind, one per row. */
final class Table {
  private final String name;
  private final ImmutableList<String> columns;
  private final List<Row> rows = new ArrayList<>();

  /**
   * A row.
   *
   * @param source {@code file:line}, or empty
   */
  record Row(ImmutableList<String> cells, String source) {}

  Table(String name, String... columns) {
    this.name = name;
    this.columns = ImmutableList.copyOf(columns);
  }

  String name() {
    return name;
  }

  ImmutableList<String> columns() {
    return columns;
  }

  List<Row> rows() {
    return rows;
  }

  /** Adds a row; {@code source} may be null. */
  void add(Source source, String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns);
    }
    String place = source == null ? "" : source.file() + ":" + source.line();
    rows.add(new Row(ImmutableList.copyOf(cells), place));
  }
}
