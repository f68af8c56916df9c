package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.Keyword.of;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** Words that open blocks of the timeline, and the actions in these. */
final class TimelineWords {
  private static final ImmutableSet<Place> BODY = ImmutableSet.of(Place.TOP, Place.TOPOLOGY);
  private static final ImmutableSet<Place> ACTION = ImmutableSet.of(Place.TIMELINE);

  private TimelineWords() {}

  static ImmutableList<Keyword> all() {
    return ImmutableList.of(
        of("at", BODY, "at TIME { … }", "Actions at a virtual time, counted from the start.")
            .snippet("at ${1:5s} { $0 }"),
        of("from", BODY, "from TIME to TIME { … }",
            "Actions that are undone at the end: links and sysctls get back their values, added"
                + " routes and addresses go, what went down comes up, started flows stop.")
            .snippet("from ${1:5s} to ${2:10s} { $0 }"),
        of("every", BODY, "every TIME [TIMES times] [from TIME] [to TIME] { … }",
            "Repeated actions, the first at 'from' (0 if not given), the last not after 'to'."
                + " Needs 'to' or a number of times.")
            .snippet("every ${1:1s} from ${2:2s} to ${3:10s} { $0 }"),
        of("after", BODY, "after ACTIVITY [and ACTIVITY…] [+ TIME] { … }",
            "Actions when flows or pings have ended, all of them, and a time has passed since.")
            .snippet("after ${1:flow} { $0 }"),
        of("when", BODY, "when CONDITION { … }",
            "Actions once, at the first instant at which a condition holds.")
            .snippet("when ${1:condition} { $0 }"),
        of("up", ACTION, "up LINK|LAN|NODE.NETDEV…",
            "Plugs a cable in again, or sets a netdev's administrative state.")
            .snippet("up ${1:link}"),
        of("down", ACTION, "down LINK|LAN|NODE.NETDEV…",
            "Pulls a cable: all ends lose carrier, and what is under way or queued is lost. For a"
                + " netdev: its administrative state.")
            .snippet("down ${1:link}"),
        of("remove", ACTION, "remove route|rule|neighbour|address …",
            "Removes what an equal statement without 'remove' adds.")
            .snippet("remove ${1|route,rule,neighbour,address|} $0"),
        of("start", ACTION, "start ACTIVITY, ACTIVITY…",
            "Starts flows and pings; those do not start by themselves then.")
            .snippet("start ${1:flow}"),
        of("stop", ACTION, "stop ACTIVITY, ACTIVITY…", "Stops flows and pings.")
            .snippet("stop ${1:flow}"),
        of("reboot", ACTION, "reboot NODE, NODE…",
            "Boots kernels anew and configures them as at the start; whatever they held is lost.")
            .snippet("reboot ${1:node}"));
  }
}
