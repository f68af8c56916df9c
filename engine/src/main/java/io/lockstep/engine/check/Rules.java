package io.lockstep.engine.check;

import com.google.common.collect.ImmutableMap;

/** What the codes of diagnostics mean, in a few words. */
final class Rules {
  private static final ImmutableMap<String, String> DESCRIPTIONS =
      ImmutableMap.<String, String>builder()
          .put("bad-arithmetic", "A computation that cannot be done")
          .put("duplicate-address", "Two netdevs with the same address")
          .put("duplicate-name", "A name that is defined twice")
          .put("empty-file", "A file without a statement")
          .put("impossible-time", "A time that cannot be or can never be reached")
          .put("missing-prefix-length", "An address that lacks its prefix length")
          .put("missing-property", "A property that is needed and not given")
          .put("never-ends", "Traffic that would go on for ever")
          .put("no-family", "A path that lacks addresses of one family")
          .put("no-forwarding", "A node on a path that does not forward")
          .put("no-nodes", "A scenario without nodes")
          .put("no-routes", "A target to which no route leads")
          .put("not-during-run", "A change that is not possible while the scenario runs")
          .put("out-of-range", "A value that is too small or too large")
          .put("overlapping-subnets", "Links whose subnets overlap")
          .put("same-case", "Two cases with the same parameters")
          .put("too-complex", "Nesting that is too deep")
          .put("too-many", "More than there may be of something")
          .put("unclosed-block", "A block that is not closed")
          .put("unexpected-token", "Something that does not belong there")
          .put("unreachable-gateway", "A gateway that is on none of the node's subnets")
          .put("unreadable-file", "A file that cannot be read")
          .put("unterminated-text", "A text that is not closed")
          .put("wrong-arguments", "Arguments that a function does not take")
          .put("wrong-unit", "A value of the wrong dimension")
          .buildOrThrow();

  private Rules() {}

  /** Without a full stop. */
  static String description(String code) {
    String known = DESCRIPTIONS.get(code);
    return known != null
        ? known
        : Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('-', ' ');
  }
}
