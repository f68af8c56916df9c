package io.lockstep.engine.page;

import io.lockstep.engine.describe.ScenarioNames;
import io.lockstep.engine.draw.TopologySvg;
import io.lockstep.engine.markup.HtmlText;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.report.CaseOutcome;
import java.util.List;
import java.util.TreeSet;

/**
 * {@code report.html}: one run on one page that needs nothing else. What can be read is there without
 * scripts; they add what can be played with.
 */
public final class RunPage {
  private final CaseOutcome outcome;
  private final ScenarioCase scenario;
  private final Recorder recorder;
  private final Html html = new Html();

  private RunPage(CaseOutcome outcome, Recorder recorder) {
    this.outcome = outcome;
    this.scenario = outcome.scenario();
    this.recorder = recorder;
  }

  /** The page, in UTF-8. The same run gives the same bytes. */
  public static byte[] of(CaseOutcome outcome, Recorder recorder) {
    RunPage page = new RunPage(outcome, recorder);
    page.write();
    Columns columns = new Columns();
    String json = PageData.of(outcome, recorder, columns);
    return Frame.page(page.title(), page.html.toString(), json, columns.text());
  }

  private String title() {
    String word = outcome.conclusion().word();
    return scenario.title() + (scenario.name().isEmpty() ? "" : " · " + scenario.name()) + " · "
        + word;
  }

  private void write() {
    Heading.write(html, outcome);
    html.raw("<main>\n");
    VerdictSection.write(html, outcome);
    network();
    placeholder("timeline", "Timeline", "");
    placeholder("plots", "Plots", "");
    placeholder("packets", "Packets", packetNote());
    TrafficSection.write(html, outcome);
    NodeSection.write(html, outcome);
    ProgramSection.write(html, outcome);
    RunSection.write(html, outcome);
    html.raw("</main>\n");
  }

  private void network() {
    html.raw("<section id=\"network\"><h2>Network</h2>\n");
    html.raw("<div class=\"stage\"><div class=\"drawing\">\n");
    // A page is the same wherever the scenario lies.
    html.raw(TopologySvg.part(scenario, ScenarioNames::base));
    html.raw("</div></div>\n<div id=\"states\"></div>\n");
    TreeSet<Integer> down = new TreeSet<>();
    recorder.wires().stream().filter(c -> !c.up()).forEach(c -> down.add(c.index()));
    if (!down.isEmpty() || !recorder.nodes().isEmpty()) {
      html.raw("<p class=\"note\">What was down or dead at times is dashed and red. Choose an instant "
          + "in the timeline to see the state at that time.</p>\n");
    }
    html.raw("</section>\n");
  }

  private void placeholder(String id, String title, String note) {
    html.raw("<section id=\"" + id + "\"><h2>" + title + "</h2>\n");
    html.raw(note.isEmpty() ? "" : "<p class=\"note\">" + HtmlText.of(note) + "</p>\n");
    html.raw("<div class=\"live\"><noscript><p class=\"note\">This part needs JavaScript; all "
        + "of it is in this file.</p></noscript></div></section>\n");
  }

  private String packetNote() {
    PacketLog log = recorder.packets();
    int kept = log.numbers().length;
    if (kept == log.count()) {
      return "";
    }
    long left = log.count() - kept;
    String where =
        outcome.captured()
            ? "all are in capture.pcapng next to this file"
            : "run again with a capture to see all";
    return "This page has the first " + PacketLog.FIRST + " and the last " + PacketLog.LAST
        + " of " + log.count() + " frames; " + left + " in between are left out: " + where + ".";
  }

  /** The command that repeats a run, in the directory of the scenario: pages name no others. */
  static String command(CaseOutcome outcome) {
    ScenarioCase scenario = outcome.scenario();
    StringBuilder command =
        new StringBuilder("lockstep run ").append(quoted(ScenarioNames.base(scenario.file())));
    scenario
        .parameters()
        .forEach((name, value) -> command.append(" -p ").append(quoted(name + "=" + value)));
    command.append(" --seed ").append(scenario.seed());
    command.append(" --kernel ").append(quoted(outcome.defaultKernel()));
    return command.toString();
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./=,:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A button that moves the page's cursor. */
  static String instant(long timeNs) {
    return timeNs < 0
        ? ""
        : "<button class=\"instant\" data-time=\"" + timeNs + "\">"
            + HtmlText.of(Quantity.time(timeNs)) + "</button>";
  }

  /** Names in order, joined by commas. */
  static String join(List<String> names) {
    return String.join(", ", names);
  }
}
