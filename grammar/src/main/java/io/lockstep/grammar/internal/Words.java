package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Unit;
import java.util.Arrays;
import java.util.stream.Stream;

/** The words of the language. */
final class Words {
  static final ImmutableList<String> TOP_WORDS =
      ImmutableList.of(
          "at", "capture", "expect", "flow", "for", "kernel", "let", "link", "node", "param",
          "ping", "profile", "route", "routes", "scenario", "seed", "set");
  static final ImmutableList<String> ACTION_WORDS = ImmutableList.of("down", "for", "set", "up");
  static final ImmutableList<String> NODE_WORDS =
      ImmutableList.of("file", "kernel", "memory", "sysctl");
  static final ImmutableList<String> LINK_WORDS =
      ImmutableList.of("delay", "loss", "mtu", "queue", "rate", "toward");
  static final ImmutableList<String> DIRECTION_WORDS =
      ImmutableList.of("delay", "loss", "queue", "rate");
  static final ImmutableList<String> FLOW_WORDS =
      ImmutableList.of("count", "rate", "send", "size", "start", "stop");
  static final ImmutableList<String> PING_WORDS =
      ImmutableList.of("count", "every", "interval", "size", "start");
  static final ImmutableList<String> SET_WORDS =
      Stream.concat(NODE_WORDS.stream(), LINK_WORDS.stream())
          .sorted()
          .collect(ImmutableList.toImmutableList());

  /** Statements the language will have. */
  static final ImmutableList<String> PLANNED_STATEMENTS =
      ImmutableList.of(
          "after", "device", "every", "exec", "from", "group", "include", "inject", "lan",
          "program", "topology", "when");

  /** Link properties the language will have. */
  static final ImmutableList<String> PLANNED_LINK_WORDS =
      ImmutableList.of("corrupt", "duplicate", "jitter", "reorder");

  /** Node properties the language will have. */
  static final ImmutableList<String> PLANNED_NODE_WORDS =
      ImmutableList.of("device", "devices", "qdisc", "qdiscs");

  /** Every word that may stand first in a statement of today's language. */
  static final ImmutableSet<String> OPENING_WORDS =
      Stream.of(
              TOP_WORDS.stream(),
              ACTION_WORDS.stream(),
              NODE_WORDS.stream(),
              LINK_WORDS.stream(),
              Arrays.stream(PropertyName.values()).map(PropertyName::word))
          .flatMap(words -> words)
          .collect(ImmutableSet.toImmutableSet());

  static final ImmutableList<String> UNITS =
      Arrays.stream(Unit.values())
          .filter(unit -> unit != Unit.NONE)
          .map(Unit::symbol)
          .collect(ImmutableList.toImmutableList());

  /** What others call our units. */
  static final ImmutableMap<String, String> FOREIGN_UNITS =
      ImmutableMap.<String, String>builder()
          .put("bps", "bit")
          .put("kbps", "kbit")
          .put("mbps", "mbit")
          .put("gbps", "gbit")
          .put("sec", "s")
          .put("secs", "s")
          .put("second", "s")
          .put("seconds", "s")
          .put("msec", "ms")
          .put("usec", "us")
          .put("\u00B5s", "us")
          .put("\u03BCs", "us")
          .put("nsec", "ns")
          .put("m", "min")
          .put("minute", "min")
          .put("minutes", "min")
          .put("hour", "h")
          .put("hours", "h")
          .put("hr", "h")
          .put("byte", "B")
          .put("bytes", "B")
          .put("k", "KB")
          .put("g", "GB")
          .put("pkt", "packets")
          .put("pkts", "packets")
          .put("p", "packets")
          .put("percent", "%")
          .buildOrThrow();

  private Words() {}

  /** {@code "a, b and c"}. */
  static String list(ImmutableList<String> words, String conjunction) {
    int last = words.size() - 1;
    return last <= 0
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " " + conjunction + " " + words.get(last);
  }
}
