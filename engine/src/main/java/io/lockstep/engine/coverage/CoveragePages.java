package io.lockstep.engine.coverage;

import io.lockstep.engine.markup.HtmlText;
import io.lockstep.libos.coverage.NotesFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Coverage for people: a page of directories and files, and one for each source file. */
public final class CoveragePages {
  private static final int NAMED = 5;
  private static final String STYLE =
      """
      :root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
      body { max-width: 75em; margin: 2em auto; padding: 0 1em; }
      h1 { font-size: 1.4em; } h2 { font-size: 1.1em; margin-top: 2em; }
      table { border-collapse: collapse; }
      th, td { text-align: left; padding: .15em 1.2em .15em 0; border-bottom: 1px solid #8884; }
      td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
      meter { width: 9em; }
      pre { font: 13px/1.35 ui-monospace, monospace; tab-size: 8; }
      pre b { font-weight: normal; display: inline-block; width: 9em; text-align: right;
              padding-right: 1em; color: #777; }
      .y { background: #2da44e33; } .n0 { background: #cf222e33; }
      """;

  private final SuiteCoverage coverage;
  private final Path directory;
  private final Path sources;

  private CoveragePages(SuiteCoverage coverage, Path directory, Path image) {
    this.coverage = coverage;
    this.directory = directory;
    this.sources = image.resolve(NotesFile.SOURCES);
  }

  /**
   * Writes {@code index.html} and the pages of all files below {@code net} and {@code drivers/net}.
   *
   * @param image directory of the kernel's build, which holds the sources
   */
  public static void write(SuiteCoverage coverage, Path directory, Path image)
      throws IOException {
    new CoveragePages(coverage, directory, image).write();
  }

  private void write() throws IOException {
    Files.createDirectories(directory.resolve("files"));
    Map<String, Map<String, FileCoverage>> directories = new TreeMap<>();
    for (Map.Entry<String, FileCoverage> file : coverage.total().files().entrySet()) {
      String name = file.getKey();
      if (name.startsWith("net/") || name.startsWith("drivers/net/")) {
        directories
            .computeIfAbsent(name.substring(0, name.lastIndexOf('/')), any -> new TreeMap<>())
            .put(name, file.getValue());
        Files.writeString(directory.resolve(page(name)), source(name, file.getValue()));
      }
    }
    StringBuilder out = head("Coverage of " + coverage.kernel());
    out.append("<p>").append(coverage.tests().size()).append(" tests.</p>\n<table>\n");
    out.append("<tr><th>directory<th><th class=n>lines<th class=n>of<th class=n>functions"
        + "<th class=n>of</tr>\n");
    directories.forEach(
        (name, files) -> row(out, "<a href=\"#" + name + "\">" + name + "</a>", sum(files)));
    out.append("</table>\n");
    directories.forEach(
        (name, files) -> {
          out.append("<h2 id=\"").append(name).append("\">").append(name);
          out.append("</h2>\n<table>\n");
          files.forEach(
              (file, one) ->
                  row(
                      out,
                      "<a href=\"" + page(file) + "\">"
                          + file.substring(file.lastIndexOf('/') + 1) + "</a>",
                      new Share(0, 0, 0, 0).plus(one)));
          out.append("</table>\n");
        });
    Files.writeString(directory.resolve("index.html"), out.append("</body></html>\n"));
  }

  private static String page(String file) {
    return "files/" + file.replace('/', '.') + ".html";
  }

  private static Share sum(Map<String, FileCoverage> files) {
    Share sum = new Share(0, 0, 0, 0);
    for (FileCoverage file : files.values()) {
      sum = sum.plus(file);
    }
    return sum;
  }

  private static StringBuilder head(String title) {
    return new StringBuilder()
        .append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(HtmlText.of(title)).append("</title>\n<style>\n").append(STYLE)
        .append("</style></head><body>\n<h1>").append(HtmlText.of(title)).append("</h1>\n");
  }

  private static void row(StringBuilder out, String name, Share share) {
    out.append("<tr><td>").append(name).append("<td><meter max=").append(Math.max(1, share.lines()))
        .append(" value=").append(share.linesHit()).append("></meter><td class=n>")
        .append(share.linePercent()).append("<td class=n>").append(share.lines())
        .append("<td class=n>").append(share.functionPercent()).append("<td class=n>")
        .append(share.functions()).append("</tr>\n");
  }

  private String source(String name, FileCoverage file) {
    StringBuilder out = head(name);
    out.append("<p><a href=\"../index.html\">all files</a></p>\n<table>\n<tr><th>function"
        + "<th class=n>calls<th class=n>tests<th></tr>\n");
    file.functions().entrySet().stream()
        .sorted(Map.Entry.comparingByValue(
            (a, b) -> Integer.compare(a.line(), b.line())))
        .forEach(one -> function(out, name, one.getKey(), one.getValue()));
    out.append("</table>\n<pre>");
    List<String> text = text(name);
    for (int line = 1; line <= Math.max(text.size(), file.lastLine()); line++) {
      String content = line <= text.size() ? text.get(line - 1) : "";
      boolean code = file.hasCode(line);
      String style = !code ? "" : file.count(line) > 0 ? " class=y" : " class=n0";
      out.append("<span id=L").append(line).append(style).append("><b>")
          .append(code ? file.count(line) : "").append("</b>").append(HtmlText.of(content))
          .append("</span>\n");
    }
    return out.append("</pre></body></html>\n").toString();
  }

  private void function(
      StringBuilder out, String file, String name, FileCoverage.Function function) {
    BitSet tests = coverage.callers(file, name);
    out.append("<tr><td><a href=\"#L").append(function.line()).append("\">")
        .append(HtmlText.of(name)).append("</a><td class=n>").append(function.count())
        .append("<td class=n>").append(tests.cardinality()).append("<td>");
    int named = 0;
    for (int i = tests.nextSetBit(0); i >= 0 && named < NAMED; i = tests.nextSetBit(i + 1)) {
      out.append(named++ == 0 ? "" : ", ").append(HtmlText.of(coverage.tests().get(i).id()));
    }
    out.append(tests.cardinality() > NAMED ? ", …" : "").append("</tr>\n");
  }

  private List<String> text(String name) {
    try {
      Path file = sources.resolve(name);
      return Files.isRegularFile(file)
          ? Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
