package io.lockstep.grammar.format;

import io.lockstep.grammar.ast.ScenarioFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a tree in the canonical layout: two spaces of indent, one statement a line. */
public final class ScenarioFormatter {
  private static final int WIDTH = 100;

  private final LineWriter out = new LineWriter();

  private ScenarioFormatter() {}

  /** The text of a tree, with its comments. */
  public static String format(ScenarioFile file) {
    ScenarioFormatter formatter = new ScenarioFormatter();
    Sheet written = Sheet.withSysctlBlocks(file);
    // In YAML nobody needs empty lines.
    Sheet sheet = file.span().source().isDerived() ? written.grouped() : written;
    formatter.rows(sheet.rows());
    formatter.remarks(sheet.closing());
    return formatter.out.toString();
  }

  private void rows(List<Row> rows) {
    for (Row row : rows) {
      remarks(row.before());
      if (row.apart()) {
        out.empty();
      }
      row(row);
    }
  }

  private void remarks(List<Remark> remarks) {
    for (Remark remark : remarks) {
      if (remark.apart()) {
        out.empty();
      }
      out.line(remark.text(), Optional.empty());
    }
  }

  private void row(Row row) {
    if (row.isOneLine()) {
      String whole = inline(row);
      if (row.presentBlocks().isEmpty() || out.indent() + whole.length() - whole.lastIndexOf('\n') <= WIDTH + 1) {
        out.line(whole, row.behind());
        return;
      }
    }
    String start = row.entry().head();
    for (Row.Block block : row.presentBlocks()) {
      String lead = block.lead().isEmpty() ? "" : " " + block.lead();
      out.line(start + lead + " {", block.opening());
      out.indentMore();
      rows(block.rows());
      remarks(block.closing());
      out.indentLess();
      start = "}";
    }
    out.line(start, row.behind());
  }

  private static String inline(Row row) {
    StringBuilder out = new StringBuilder(row.entry().head());
    for (Row.Block block : row.presentBlocks()) {
      out.append(block.lead().isEmpty() ? "" : " " + block.lead());
      out.append(
          block.rows().stream()
              .map(ScenarioFormatter::inline)
              .collect(Collectors.joining("; ", " { ", block.rows().isEmpty() ? "}" : " }")));
    }
    return out.toString();
  }
}
