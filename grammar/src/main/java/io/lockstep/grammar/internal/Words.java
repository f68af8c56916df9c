package io.lockstep.grammar.internal;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.grammar.ast.PropertyName;
import io.lockstep.grammar.ast.Unit;
import io.lockstep.grammar.vocabulary.PacketPart;
import io.lockstep.grammar.vocabulary.PacketParts;
import java.util.Arrays;
import java.util.stream.Stream;

/** The words of the language. */
final class Words {
  static final ImmutableList<String> TOP_WORDS =
      ImmutableList.of(
          "address", "after", "at", "capture", "constraint", "daemon", "every", "exec", "expect",
          "fault", "flow", "for", "from", "group", "if", "implicit", "include", "inject", "kernel", "lan",
          "let", "link", "neighbour", "node", "param", "ping", "profile", "program", "route",
          "routes", "rule", "sample", "scenario",
          "seed", "set", "topology", "traceroute", "use", "when");
  static final ImmutableList<String> BODY_WORDS =
      ImmutableList.of(
          "address", "after", "at", "capture", "constraint", "daemon", "every", "exec", "expect",
          "fault", "flow", "for", "from", "group", "if", "implicit", "inject", "kernel", "lan", "let", "link",
          "neighbour", "node", "param", "ping", "profile", "program", "route", "routes", "rule",
          "sample", "seed", "set", "traceroute", "use", "when");
  static final ImmutableList<String> ACTION_WORDS =
      ImmutableList.of(
          "address", "daemon", "down", "exec", "fault", "for", "if", "inject", "neighbour", "reboot",
          "remove", "route", "rule", "set", "start", "stop", "up");
  /** What may stand behind a value within a statement, so that no new one begins there. */
  static final ImmutableSet<String> INFIX =
      ImmutableSet.of(
          "and", "at", "by", "contains", "matches", "or", "packets", "step", "times", "to", "where",
          "within");
  static final ImmutableList<String> SEQUENCE_WORDS =
      ImmutableList.of("for", "if", "inject", "no", "packet");
  static final ImmutableList<String> LAYER_WORDS =
      Stream.concat(PacketParts.layers().stream().map(PacketPart::name), Stream.of("for", "if"))
          .sorted()
          .collect(ImmutableList.toImmutableList());
  static final ImmutableList<String> NODE_WORDS =
      ImmutableList.of(
          "call_cost", "device", "file", "for", "if", "interface", "kernel", "memory", "sysctl");
  static final ImmutableList<String> DIRECTION_WORDS =
      ImmutableList.of(
          "corrupt", "delay", "duplicate", "for", "if", "jitter", "loss", "queue", "rate",
          "reorder");
  static final ImmutableList<String> LINK_WORDS =
      ImmutableList.of(
          "corrupt", "delay", "duplicate", "for", "if", "jitter", "loss", "mtu", "queue", "rate",
          "reorder", "toward");
  static final ImmutableList<String> FLOW_WORDS =
      ImmutableList.of(
          "count", "dev", "df", "direction", "duration", "ethertype", "for", "if", "join", "leave",
          "option", "parallel", "protocol", "rate", "receivers", "request", "requests", "response",
          "send", "size", "source", "sources", "start", "stop", "think", "tos", "trace", "ttl");
  static final ImmutableList<String> PING_WORDS =
      ImmutableList.of(
          "count", "dev", "df", "every", "for", "if", "interval", "option", "pattern", "size",
          "source", "start", "tos", "ttl");
  static final ImmutableList<String> TRACEROUTE_WORDS =
      ImmutableList.of(
          "dev", "df", "for", "if", "max_hops", "method", "option", "probes", "size", "source",
          "start", "timeout", "tos");
  static final ImmutableList<String> PROGRAM_WORDS =
      ImmutableList.of(
          "directory", "env", "file", "for", "if", "start", "stdin", "stop", "timeout");
  static final ImmutableList<String> SCRIPT_WORDS =
      ImmutableList.of("after", "at", "for", "if", "label", "let", "start", "timeout");
  static final ImmutableList<String> SET_WORDS =
      Stream.concat(NODE_WORDS.stream(), LINK_WORDS.stream())
          .distinct()
          .sorted()
          .collect(ImmutableList.toImmutableList());

  /** What may open a line among options without being one. */
  static final ImmutableList<String> AMONG_OPTIONS =
      ImmutableList.of("class", "else", "for", "if", "match", "qdisc", "sysctl");

  /** What belongs to queueing disciplines. */
  static final ImmutableList<String> QDISC_WORDS = ImmutableList.of("class", "match", "qdisc");

  /** Operators that look for something in a text. */
  static final ImmutableList<String> TEXT_TESTS = ImmutableList.of("contains", "matches");

  /** What {@code remove} takes. */
  static final ImmutableList<String> REMOVABLE =
      ImmutableList.of("address", "neighbour", "route", "rule");

  /** Routes that lead nowhere. */
  static final ImmutableList<String> ROUTE_TYPES =
      ImmutableList.of("blackhole", "prohibit", "throw", "unreachable");

  /** What a next hop consists of. */
  static final ImmutableList<String> HOP_WORDS = ImmutableList.of("dev", "via", "weight");

  /** What may stand behind a route's destination. */
  static final ImmutableList<String> ROUTE_WORDS =
      ImmutableList.of("dev", "metric", "mtu", "src", "table", "via", "weight");

  /** Rules that drop packets. */
  static final ImmutableList<String> RULE_TYPES =
      ImmutableList.of("blackhole", "prohibit", "unreachable");

  /** Words of a rule without a value. */
  static final ImmutableList<String> RULE_FLAGS =
      ImmutableList.of("blackhole", "inet6", "prohibit", "unreachable");

  /** What a rule consists of. */
  static final ImmutableList<String> RULE_WORDS =
      ImmutableList.of("from", "fwmark", "iif", "oif", "priority", "table", "to");

  /** What may stand behind a neighbour's address. */
  static final ImmutableList<String> NEIGHBOUR_WORDS = ImmutableList.of("dev", "lladdr");

  /** Every word that may stand first in a statement, options apart. */
  static final ImmutableSet<String> OPENING_WORDS =
      Stream.of(
              TOP_WORDS.stream(),
              ACTION_WORDS.stream(),
              NODE_WORDS.stream(),
              LINK_WORDS.stream(),
              PROGRAM_WORDS.stream(),
              FLOW_WORDS.stream(),
              QDISC_WORDS.stream(),
              Arrays.stream(PropertyName.values()).map(PropertyName::word))
          .flatMap(words -> words)
          .collect(ImmutableSet.toImmutableSet());

  /** Properties by their words. */
  static final ImmutableMap<String, PropertyName> PROPERTIES =
      Arrays.stream(PropertyName.values())
          .collect(ImmutableMap.toImmutableMap(PropertyName::word, name -> name));

  static final ImmutableList<String> UNITS =
      Arrays.stream(Unit.values())
          .filter(unit -> unit != Unit.NONE)
          .map(Unit::symbol)
          .collect(ImmutableList.toImmutableList());

  /** What others call our statements. */
  static final ImmutableMap<String, String> FOREIGN_STATEMENTS =
      ImmutableMap.<String, String>builder()
          .put("addr", "address")
          .put("assert", "expect")
          .put("cmd", "exec")
          .put("command", "exec")
          .put("const", "let")
          .put("host", "node")
          .put("import", "include")
          .put("iperf", "flow")
          .put("iperf3", "flow")
          .put("neigh", "neighbour")
          .put("router", "node")
          .put("run", "exec")
          .put("shell", "exec")
          .put("switch", "lan")
          .put("var", "let")
          .buildOrThrow();

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

  /** The words with a value in a statement that begins with such a token. */
  static ImmutableList<String> attributes(int first) {
    return switch (first) {
      case LockstepLexer.ROUTE -> ROUTE_WORDS;
      case LockstepLexer.RULE -> RULE_WORDS;
      default -> NEIGHBOUR_WORDS;
    };
  }

  /** Likewise, those without a value. */
  static ImmutableList<String> flags(int first) {
    return switch (first) {
      case LockstepLexer.ROUTE -> ROUTE_TYPES;
      case LockstepLexer.RULE -> RULE_FLAGS;
      default -> ImmutableList.of();
    };
  }

  /** {@code "'a', 'b' or 'c'"}. */
  static String quoted(ImmutableList<String> words, String conjunction) {
    return list(
        words.stream().map(word -> "'" + word + "'").collect(ImmutableList.toImmutableList()),
        conjunction);
  }

  /** {@code "a, b and c"}. */
  static String list(ImmutableList<String> words, String conjunction) {
    int last = words.size() - 1;
    return last <= 0
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " " + conjunction + " " + words.get(last);
  }
}
