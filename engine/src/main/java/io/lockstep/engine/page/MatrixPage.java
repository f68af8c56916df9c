package io.lockstep.engine.page;

import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.describe.ScenarioNames;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.MetricName;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.report.Conclusion;
import io.lockstep.engine.report.RunDirectory;
import io.lockstep.engine.sim.ActivityResult;
import io.lockstep.engine.verdict.Status;
import io.lockstep.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code report.html} of a matrix: its cases side by side, with links to the page of each. */
public final class MatrixPage {
  private final List<CaseOutcome> cases;
  private final Html html = new Html();

  private MatrixPage(List<CaseOutcome> cases) {
    this.cases = cases;
  }

  /** The page, in UTF-8. */
  public static byte[] of(List<CaseOutcome> cases) {
    MatrixPage page = new MatrixPage(cases);
    page.write();
    return Frame.page(page.title(), page.html.toString(), null, null);
  }

  private ScenarioCase first() {
    return cases.get(0).scenario();
  }

  private Conclusion worst() {
    Conclusion worst = Conclusion.MET;
    for (CaseOutcome outcome : cases) {
      worst = outcome.conclusion().compareTo(worst) > 0 ? outcome.conclusion() : worst;
    }
    return worst;
  }

  private String title() {
    return first().title() + " · " + met() + " of " + cases.size() + " cases met";
  }

  private long met() {
    return cases.stream().filter(one -> one.conclusion() == Conclusion.MET).count();
  }

  private void write() {
    html.raw("<header id=\"top\">\n<div class=\"bar\"><a class=\"brand\" href=\"#top\">Lockstep</a>");
    html.raw(Heading.badge(worst()));
    html.raw("<nav aria-label=\"Sections\"></nav><button id=\"theme\" type=\"button\" "
        + "title=\"Colours: as the system, light, dark\">Colours</button></div>\n");
    html.raw("<div class=\"title\">").tag("h1", "", first().title()).raw("</div>\n");
    html.raw("<dl class=\"facts\"><div><dt>Cases</dt><dd>" + met() + " of " + cases.size()
        + " met</dd></div><div><dt>Scenario</dt>");
    html.tag("dd", "", ScenarioNames.base(first().file())).raw("</div></dl>\n</header>\n<main>\n");
    failures();
    table();
    expectations();
    metrics();
    html.raw("</main>\n");
  }

  private void failures() {
    if (met() == cases.size()) {
      return;
    }
    html.raw("<section id=\"verdict\"><h2>Failures</h2>\n");
    for (CaseOutcome outcome : cases) {
      for (Verdict verdict : outcome.verdicts()) {
        if (verdict.status() != Status.MET) {
          html.raw("<article class=\"failure failed\"><header>");
          html.tag("span", "word", verdict.status().name().toLowerCase(Locale.ROOT));
          html.raw("<a href=\"" + link(outcome) + "\">").text(outcome.scenario().name());
          html.raw("</a>").tag("span", "where", verdict.source().location()).raw("</header>");
          html.tag("pre", "code", verdict.source().text()).tag("p", "seen", verdict.seen());
          html.raw("</article>\n");
        }
      }
      if (outcome.conclusion() == Conclusion.CRASHED) {
        html.raw("<article class=\"failure crashed\"><header><span class=\"word\">crashed</span>");
        html.raw("<a href=\"" + link(outcome) + "\">").text(outcome.scenario().name());
        html.raw("</a></header></article>\n");
      }
    }
    html.raw("</section>\n");
  }

  private static String link(CaseOutcome outcome) {
    String directory = RunDirectory.caseDirectory(outcome.scenario().name());
    return directory + "/report.html";
  }

  private void table() {
    List<String> parameters = List.copyOf(first().parameters().keySet());
    html.raw("<section id=\"cases\"><h2>Cases</h2>\n<div class=\"scroll\"><table><thead><tr>");
    parameters.forEach(name -> html.tag("th", "", name));
    html.raw("<th>Conclusion</th><th class=\"num\">Met</th><th class=\"num\">Virtual time</th>"
        + "<th>Report</th></tr></thead><tbody>\n");
    for (CaseOutcome outcome : cases) {
      html.raw("<tr>");
      for (String name : parameters) {
        html.tag("td", "name", String.valueOf(outcome.scenario().parameters().get(name)));
      }
      html.raw("<td>").raw(Heading.badge(outcome.conclusion())).raw("</td>");
      html.tag("td", "num", outcome.met() + "/" + outcome.verdicts().size());
      html.tag("td", "num", Quantity.time(outcome.result().endNs()));
      html.raw("<td><a href=\"" + link(outcome) + "\">").text(outcome.scenario().name());
      html.raw("</a></td></tr>\n");
    }
    html.raw("</tbody></table></div></section>\n");
  }

  /** Each expectation on a line, each case in a column; where all cases have the same ones. */
  private void expectations() {
    int count = cases.get(0).verdicts().size();
    boolean same = cases.stream().allMatch(one -> one.verdicts().size() == count);
    if (!same || count == 0) {
      return;
    }
    html.raw("<section id=\"expectations\"><h2>Expectations by case</h2>\n");
    html.raw("<div class=\"scroll\"><table class=\"grid\"><thead><tr><th>Expectation</th>");
    cases.forEach(one -> html.tag("th", "", one.scenario().name()));
    html.raw("</tr></thead><tbody>\n");
    for (int i = 0; i < count; i++) {
      html.raw("<tr><td>").tag("code", "", cases.get(0).verdicts().get(i).source().text());
      html.raw("</td>");
      for (CaseOutcome one : cases) {
        Verdict verdict = one.verdicts().get(i);
        boolean met = verdict.status() == Status.MET;
        html.raw("<td class=\"" + (met ? "ok" : "bad") + "\"><span class=\"tick\">");
        html.raw(met ? "✓" : "✗").raw("</span> ");
        html.text(verdict.seen().replaceFirst("^saw ", "")).raw("</td>");
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div></section>\n");
  }

  /** Results of the traffic that all cases have. */
  private void metrics() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (int i = 0; i < cases.size(); i++) {
      CaseOutcome one = cases.get(i);
      for (ActivityResult result : one.result().activities()) {
        ActivitySpec spec = one.scenario().activities().get(result.index());
        for (MetricName name : ImmutableSet.copyOf(result.metrics().keySet())) {
          List<String> row =
              rows.computeIfAbsent(spec.name() + "." + name.written(), any -> new ArrayList<>());
          while (row.size() < i) {
            row.add("");
          }
          if (row.size() == i) {
            row.add(TrafficSection.value(spec, name, result.metric(name)));
          }
        }
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    html.raw("<section id=\"metrics\"><h2>Results by case</h2>\n");
    html.raw("<div class=\"scroll\"><table class=\"grid\"><thead><tr><th>Metric</th>");
    cases.forEach(one -> html.tag("th", "num", one.scenario().name()));
    html.raw("</tr></thead><tbody>\n");
    rows.forEach(
        (name, values) -> {
          html.raw("<tr>").tag("td", "name", name);
          for (int i = 0; i < cases.size(); i++) {
            html.tag("td", "num", i < values.size() ? values.get(i) : "");
          }
          html.raw("</tr>\n");
        });
    html.raw("</tbody></table></div></section>\n");
  }
}
