package io.lockstep.engine.page;

import io.lockstep.engine.markup.HtmlText;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Source;
import io.lockstep.engine.report.CaseOutcome;
import io.lockstep.engine.report.RunDirectory;
import io.lockstep.engine.sim.IdleFault;
import io.lockstep.engine.sim.NodeCrash;
import io.lockstep.engine.sim.NodeResult;
import io.lockstep.engine.verdict.Status;
import io.lockstep.engine.verdict.Verdict;
import java.util.List;
import java.util.Locale;

/** Failures first, with their evidence; then what is met. */
final class VerdictSection {
  private static final int OPEN = 30;

  private final Html html;
  private final CaseOutcome outcome;
  private final ScenarioCase scenario;

  private VerdictSection(Html html, CaseOutcome outcome) {
    this.html = html;
    this.outcome = outcome;
    this.scenario = outcome.scenario();
  }

  static void write(Html html, CaseOutcome outcome) {
    new VerdictSection(html, outcome).write();
  }

  private void write() {
    html.raw("<section id=\"verdict\"><h2>Verdict</h2>\n");
    for (NodeResult node : outcome.result().nodes()) {
      if (node.crash() != null) {
        crash(node, node.crash());
      }
    }
    List<Verdict> failures =
        outcome.verdicts().stream().filter(v -> v.status() != Status.MET).toList();
    failures.forEach(this::failure);
    for (int block : outcome.result().neverHappened()) {
      Source source = scenario.timeline().get(block).source();
      begin("never", "never happened", source.location(), -1);
      html.tag("pre", "code", source.text()).raw("</article>\n");
    }
    for (IdleFault fault : outcome.result().neverStruck()) {
      begin("never", "never struck", fault.source().location(), -1);
      html.tag("pre", "code", fault.source().text()).tag("p", "seen", fault.seen());
      html.raw("</article>\n");
    }
    if (failures.size() < outcome.verdicts().size()) {
      met(failures.isEmpty());
    } else if (outcome.verdicts().isEmpty()) {
      html.raw("<p class=\"note\">The scenario expects nothing.</p>\n");
    }
    html.raw("</section>\n");
  }

  private void begin(String style, String word, String where, long timeNs) {
    html.raw("<article class=\"failure " + style + "\"><header>");
    html.tag("span", "word", word).tag("span", "where", where).raw(RunPage.instant(timeNs));
    html.raw("</header>\n");
  }

  private void failure(Verdict verdict) {
    String word = verdict.status().name().toLowerCase(Locale.ROOT);
    begin(word, word, verdict.source().location(), verdict.atNs());
    html.tag("pre", "code", verdict.source().text());
    html.tag("p", "seen", verdict.seen());
    evidence(verdict);
    html.raw("</article>\n");
  }

  private void evidence(Verdict verdict) {
    if (!verdict.evidence().isEmpty()) {
      html.tag("pre", "evidence", String.join("\n", verdict.evidence()));
    }
  }

  private void crash(NodeResult node, NodeCrash crash) {
    String name = scenario.nodes().get(node.index()).name();
    begin("crashed", "crashed", name + " · " + outcome.kernelOf(node) + " " + node.kernelRelease(),
        crash.timeNs());
    html.tag("pre", "code", crash.reason());
    html.tag("p", "seen", crash.kind().toLowerCase(Locale.ROOT).replace('_', ' '));
    // Where an endless loop was found differs from run to run; the kernel log has it.
    if (!crash.backtrace().isEmpty() && !crash.kind().equals("ENDLESS_LOOP")) {
      html.tag("pre", "evidence", String.join("\n", crash.backtrace()));
    }
    String log = RunDirectory.logs(scenario).get(node.index());
    html.raw("<p class=\"files\"><a href=\"#log-" + node.index() + "\">kernel log</a> · "
        + HtmlText.of(log) + "</p></article>\n");
  }

  private void met(boolean all) {
    long count = outcome.met();
    String title = all ? (count == 1 ? "Met" : "All " + count + " met") : count + " met";
    boolean open = count <= OPEN;
    html.raw("<details class=\"met\"" + (open ? " open" : "") + "><summary>" + title
        + "</summary>\n<div class=\"scroll\"><table><thead><tr><th>Expectation</th><th>Seen</th>"
        + "<th class=\"num\">Judged at</th><th>Where</th></tr></thead><tbody>\n");
    for (Verdict verdict : outcome.verdicts()) {
      if (verdict.status() != Status.MET) {
        continue;
      }
      html.raw("<tr><td><span class=\"tick\" aria-label=\"met\">✓</span>");
      html.tag("code", "", verdict.source().text()).raw("</td>");
      html.tag("td", "", verdict.seen().replaceFirst("^saw ", ""));
      html.raw("<td class=\"num\">")
          .raw(verdict.atNs() < 0 ? "" : RunPage.instant(verdict.atNs()))
          .raw("</td>");
      html.tag("td", "where", ":" + verdict.source().line() + ":" + verdict.source().column());
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div></details>\n");
  }
}
