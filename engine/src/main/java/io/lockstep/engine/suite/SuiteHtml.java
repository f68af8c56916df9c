package io.lockstep.engine.suite;

import io.lockstep.engine.markup.HtmlText;
import io.lockstep.engine.model.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A suite on one page, without anything from elsewhere. */
final class SuiteHtml {
  /** The page of a case, in its directory. */
  static final String PAGE = "report.html";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
      body { max-width: 75em; margin: 2em auto; padding: 0 1em; }
      h1 { font-size: 1.4em; } h2 { font-size: 1.1em; margin-top: 2em; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; padding: .25em .7em .25em 0; vertical-align: top;
               border-bottom: 1px solid #8884; }
      th { font-weight: 600; }
      .s { white-space: nowrap; font-weight: 600; }
      .passed { color: #1a7f37; } .skipped, .not_run { color: #777; }
      .failed, .crashed, .invalid, .unstable, .timed_out, .died, .error { color: #cf222e; }
      pre { margin: .3em 0; white-space: pre-wrap; font-size: .85em; }
      label { margin-right: 1em; }
      @media (prefers-color-scheme: dark) {
        .passed { color: #3fb950; }
        .failed, .crashed, .invalid, .unstable, .timed_out, .died, .error { color: #ff7b72; }
      }
      """;
  private static final String SCRIPT =
      """
      const only = document.getElementById('only'), text = document.getElementById('text');
      function show() {
        for (const row of document.querySelectorAll('tr[data-id]')) {
          row.hidden = only.checked && row.dataset.bad === '0'
              || !row.dataset.id.toLowerCase().includes(text.value.toLowerCase());
        }
      }
      only.onchange = text.oninput = show;
      """;

  private SuiteHtml() {}

  /**
   * The page.
   *
   * @param pages whether there is a page of a case
   */
  static String of(SuiteResults results, Predicate<SuiteCase> pages) {
    StringBuilder out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(HtmlText.of(results.name())).append("</title>\n<style>\n").append(STYLE)
        .append("</style></head><body>\n<h1>").append(HtmlText.of(results.name()))
        .append("</h1>\n<p>").append(HtmlText.of(results.line())).append("</p>\n");
    kernels(out, results);
    out.append("<h2>Cases</h2>\n<p><label><input type=\"checkbox\" id=\"only\"> only what is not well"
        + "</label><label>containing <input id=\"text\"></label></p>\n<table>\n<tr><th>status<th>case"
        + "<th>virtual time<th></tr>\n");
    results.cases().forEach((one, result) -> row(out, one, result, pages.test(one)));
    return out.append("</table>\n<script>\n").append(SCRIPT).append("</script></body></html>\n")
        .toString();
  }

  /** Scenarios by kernels, with how many cases passed, if there are several kernels. */
  private static void kernels(StringBuilder out, SuiteResults results) {
    TreeSet<String> kernels = new TreeSet<>();
    Map<String, Map<String, List<CaseStatus>>> table = new LinkedHashMap<>();
    results
        .cases()
        .forEach(
            (one, result) -> {
              kernels.add(one.kernel());
              table
                  .computeIfAbsent(one.scenario(), key -> new LinkedHashMap<>())
                  .computeIfAbsent(one.kernel(), key -> new ArrayList<>())
                  .add(result.status());
            });
    if (kernels.size() < 2) {
      return;
    }
    out.append("<h2>Kernels</h2>\n<table>\n<tr><th>scenario");
    kernels.forEach(kernel -> out.append("<th>").append(HtmlText.of(kernel)));
    out.append("</tr>\n");
    table.forEach(
        (scenario, row) -> {
          out.append("<tr><td>").append(HtmlText.of(scenario));
          for (String kernel : kernels) {
            List<CaseStatus> all = row.getOrDefault(kernel, List.of());
            CaseStatus worst =
                all.stream().max(CaseStatus::compareTo).orElse(CaseStatus.NOT_RUN);
            long passed = all.stream().filter(status -> status == CaseStatus.PASSED).count();
            out.append("<td class=\"s ").append(worst.word()).append("\">")
                .append(all.isEmpty() ? "–" : passed + "/" + all.size());
          }
          out.append("</tr>\n");
        });
    out.append("</table>\n");
  }

  private static void row(
      StringBuilder out, SuiteCase one, CaseResult result, boolean page) {
    String word = result.status().word();
    out.append("<tr data-id=\"").append(HtmlText.of(one.id())).append("\" data-bad=\"")
        .append(result.status().bad() ? 1 : 0).append("\"><td class=\"s ").append(word)
        .append("\">").append(word.replace('_', ' ')).append("<td><a href=\"")
        .append(HtmlText.of(one.directory())).append("/\">").append(HtmlText.of(one.id()))
        .append("</a>");
    if (page) {
      out.append(" · <a href=\"").append(HtmlText.of(one.directory() + "/" + PAGE))
          .append("\">report</a>");
    }
    if (result.status() != CaseStatus.PASSED && !result.details().isEmpty()) {
      out.append("<pre>").append(HtmlText.of(String.join("\n", result.details()))).append("</pre>");
    }
    out.append("<td>").append(result.endNs() == 0 ? "" : HtmlText.of(Quantity.time(result.endNs())))
        .append("<td>")
        .append(
            result.expectations() == 0 ? "" : result.met() + "/" + result.expectations() + " met")
        .append("</tr>\n");
  }
}
