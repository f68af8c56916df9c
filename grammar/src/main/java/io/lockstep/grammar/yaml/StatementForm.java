package io.lockstep.grammar.yaml;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;

/**
 * What stands beside the keyword of a statement.
 *
 * @param blockKey {@code with}, {@code do}, or empty if there is no block
 * @param required whether the block must be there
 * @param text whether the keyword's value is a text, which has quotes in a scenario
 */
record StatementForm(String blockKey, boolean required, boolean text) {
  static final String WITH = "with";
  static final String DO = "do";
  static final String ELSE = "else";

  private static final StatementForm PLAIN = new StatementForm("", false, false);
  private static final StatementForm TEXT = new StatementForm("", false, true);
  private static final StatementForm SETTINGS = new StatementForm(WITH, false, false);
  private static final StatementForm NEEDS_SETTINGS = new StatementForm(WITH, true, false);
  private static final StatementForm STEPS = new StatementForm(DO, false, false);
  private static final StatementForm BODY = new StatementForm(DO, true, false);

  private static final ImmutableMap<String, StatementForm> FORMS =
      ImmutableMap.<String, StatementForm>builder()
          .put("address", PLAIN)
          .put("after", BODY)
          .put("at", BODY)
          .put("call", PLAIN)
          .put("capture", PLAIN)
          .put("constraint", PLAIN)
          .put("daemon", SETTINGS)
          .put("down", PLAIN)
          .put("every", BODY)
          .put("exec", SETTINGS)
          .put("expect", STEPS)
          .put("fault", SETTINGS)
          .put("flow", SETTINGS)
          .put("for", BODY)
          .put("from", BODY)
          .put("group", PLAIN)
          .put("if", BODY)
          .put("implicit", PLAIN)
          .put("include", TEXT)
          .put("inject", NEEDS_SETTINGS)
          .put("kernel", PLAIN)
          .put("label", PLAIN)
          .put("lan", SETTINGS)
          .put("let", PLAIN)
          .put("link", SETTINGS)
          .put("neighbour", PLAIN)
          .put("node", SETTINGS)
          .put("param", PLAIN)
          .put("ping", SETTINGS)
          .put("profile", NEEDS_SETTINGS)
          .put("program", BODY)
          .put("reboot", PLAIN)
          .put("remove", PLAIN)
          .put("route", PLAIN)
          .put("routes", PLAIN)
          .put("rule", PLAIN)
          .put("sample", PLAIN)
          .put("scenario", TEXT)
          .put("seed", PLAIN)
          .put("set", NEEDS_SETTINGS)
          .put("start", PLAIN)
          .put("stop", PLAIN)
          .put("timeout", PLAIN)
          .put("topology", BODY)
          .put("traceroute", SETTINGS)
          .put("up", PLAIN)
          .put("use", PLAIN)
          .put("when", BODY)
          .put("packet", PLAIN)
          .put("no", PLAIN)
          .buildOrThrow();

  /** That of a keyword; one without a block for what is no keyword. */
  static StatementForm of(String keyword) {
    return FORMS.getOrDefault(keyword, PLAIN);
  }

  /** In alphabetical order, but for the lines of sequences. */
  static ImmutableSet<String> keywords() {
    return FORMS.keySet();
  }
}
