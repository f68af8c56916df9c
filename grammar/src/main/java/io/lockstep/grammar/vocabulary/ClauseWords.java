package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.ClauseWord.of;

import com.google.common.collect.ImmutableList;

/** Words with a meaning within lines. */
final class ClauseWords {
  private static final ImmutableList<ClauseWord> ALL =
      ImmutableList.of(
          of("and", "Both conditions hold; of activities: all have ended."),
          of("or", "At least one of the conditions holds."),
          of("not", "The condition does not hold."),
          of("true", "A truth value."),
          of("false", "A truth value."),
          of("step", "The distance between the elements of a range: 0..100 step 10."),
          of("in", "What a loop runs over.", "for"),
          of("else", "What counts if the condition before is false.", "if"),
          of("auto", "Routes are computed.", "routes"),
          of("on", "Frames are recorded; or, behind 'packet', the link that is watched.",
              "capture", "expect", "when"),
          of("on", "The node that it runs in.", "exec", "daemon"),
          of("on", "The node in whose kernel it makes its calls.", "program"),
          of("fails", "The call returns this error: fails ECONNREFUSED.", "program"),
          of("takes", "How long the call takes: a time, or a range such as 20ms..21ms.",
              "program"),
          of("blocks", "The call has not returned after that time, and is interrupted then.",
              "program"),
          of("timeout", "How long the call may take.", "program"),
          of("contains", "Whether a text stands in the output.", "expect", "when", "program"),
          of("matches", "Whether a regular expression is found in the output.", "expect", "when",
              "program"),
          of("off", "No frames are recorded.", "capture"),
          of("tcp", "A stream of bytes.", "flow"),
          of("udp", "Datagrams.", "flow"),
          of("default", "The destination 0.0.0.0/0 or ::/0.", "route", "remove"),
          of("via", "The gateway of a route.", "route", "remove"),
          of("dev", "The netdev through which it goes.", "route", "neighbour", "remove"),
          of("weight", "The share of a next hop, 1 to 256.", "route", "remove"),
          of("metric", "Of two routes to the same prefix the one with the lower metric counts.",
              "route", "remove"),
          of("table", "The routing table: a number, main, local or default.",
              "route", "rule", "remove"),
          of("src", "The source address that the route prefers.", "route", "remove"),
          of("mtu", "The path MTU of a route.", "route", "remove"),
          of("blackhole", "Packets are dropped in silence.", "route", "rule", "remove"),
          of("unreachable", "Packets are dropped; the sender learns that the host is unreachable.",
              "route", "rule", "remove"),
          of("prohibit", "Packets are dropped; the sender learns that it is forbidden.",
              "route", "rule", "remove"),
          of("throw", "The look-up fails in this table; the next rule counts.",
              "route", "remove"),
          of("from", "The source prefix of a rule.", "rule", "remove"),
          of("to", "The destination prefix of a rule.", "rule", "remove"),
          of("iif", "The netdev through which packets came.", "rule", "remove"),
          of("oif", "The netdev to which a socket is bound.", "rule", "remove"),
          of("fwmark", "The mark of packets, with a mask behind '/'.", "rule", "remove"),
          of("priority", "Rules are tried in the order of their priorities.", "rule", "remove"),
          of("inet6", "A rule for IPv6.", "rule", "remove"),
          of("lladdr", "The Ethernet address of a neighbour.", "neighbour", "remove"),
          of("from", "The first time.", "every"),
          of("to", "The end, included.", "every", "from"),
          of("times", "How often.", "every"),
          of("after", "When other flows or pings have ended.", "start"),
          of("by", "The latest time at which it may come true.", "expect"),
          of("at", "The time at which it is looked at.", "expect"),
          of("packet", "At least one frame that was sent into a link matches a filter.",
              "expect", "when"),
          of("no", "No frame matches.", "expect"),
          of("where", "What a frame must be like: a condition over fields of the packet.",
              "expect", "when"));

  private ClauseWords() {}

  static ImmutableList<ClauseWord> all() {
    return ALL;
  }
}
