package io.lockstep.engine.page;

import io.lockstep.engine.report.CaseOutcome;

/** How to repeat the run, and how to tell whether another is the same. */
final class RunSection {
  private RunSection() {}

  static void write(Html html, CaseOutcome outcome) {
    html.raw("<section id=\"run\"><h2>Run</h2>\n<p class=\"note\">This run again:</p>");
    html.raw("<pre class=\"code\" tabindex=\"0\">").text(RunPage.command(outcome)).raw("</pre>\n");
    html.raw("<p class=\"note\">Fingerprint by ingredient; equal runs have equal ones.</p>\n");
    html.raw("<dl class=\"hashes\">");
    outcome
        .fingerprint()
        .forEach(
            (name, hash) ->
                html.raw("<div>").tag("dt", "", name).tag("dd", "", hash).raw("</div>"));
    html.raw("</dl>\n<p class=\"note\">Next to this file: result.json");
    html.raw(outcome.captured() ? ", capture.pcapng (for Wireshark)" : "");
    html.raw(", log/ with the kernel logs.</p></section>\n");
  }
}
