package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.Keyword.of;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** Words that open statements which define something or bind a value. */
final class DefinitionWords {
  private static final ImmutableSet<Place> FILE = ImmutableSet.of(Place.TOP);
  private static final ImmutableSet<Place> BODY = ImmutableSet.of(Place.TOP, Place.TOPOLOGY);
  private static final ImmutableSet<Place> BOTH =
      ImmutableSet.of(Place.TOP, Place.TOPOLOGY, Place.TIMELINE);

  private DefinitionWords() {}

  static ImmutableList<Keyword> all() {
    return ImmutableList.<Keyword>builder()
        .addAll(values())
        .addAll(parts())
        .addAll(network())
        .addAll(traffic())
        .addAll(ProgramWords.all())
        .build();
  }

  private static ImmutableList<Keyword> values() {
    return ImmutableList.of(
        of("scenario", FILE, "scenario \"TITLE\"",
            "Gives the scenario a title for reports. Once, in the main file.")
            .snippet("scenario \"${1:title}\"\n$0"),
        of("seed", FILE, "seed NUMBER",
            "The number from which all randomness of a run follows: a whole number from 0. The"
                + " default is 0, and the option --seed takes precedence. Each kernel and each"
                + " direction of each link has a random stream of its own."),
        of("param", FILE, "param NAME = VALUE, VALUE…",
            "Makes the scenario a matrix: one run per combination of the values of all parameters,"
                + " the first parameter varying slowest. Ranges (1..4, 0..100 step 10) stand for"
                + " their elements. A word that names no variable is text.")
            .snippet("param ${1:name} = ${2:value}, ${3:value}"),
        of("constraint", FILE, "constraint CONDITION",
            "Cases of the matrix for which the condition is false do not exist.")
            .snippet("constraint ${1:condition}"),
        of("let", BODY, "let NAME = VALUE",
            "Names a value. It can be used from there on: plainly in expressions, as ${NAME} in"
                + " texts, sysctls, kernel names and address literals.")
            .snippet("let ${1:name} = ${2:value}"),
        of("include", FILE, "include \"FILE.scn\"",
            "Takes over the definitions of another file, each file once. The path is relative to"
                + " this file, or to a directory of the search path.")
            .snippet("include \"${1:file}.scn\""),
        of("for", BOTH, "for NAME in VALUES { … }",
            "Repeats its body for each element of a range (1..n, both ends included), a list of"
                + " values, or a group of nodes.")
            .snippet("for ${1:i} in ${2:1..n} {\n\t$0\n}"),
        of("if", BOTH, "if CONDITION { … } [else if CONDITION { … }] [else { … }]",
            "Chooses between bodies by a condition that is known before the run.")
            .snippet("if ${1:condition} {\n\t$0\n}"));
  }

  private static ImmutableList<Keyword> parts() {
    return ImmutableList.of(
        of("kernel", BODY, "kernel ALIAS = NAME",
            "Gives a kernel build another name, which nodes can use. 'lockstep kernel list' shows"
                + " the builds.")
            .snippet("kernel ${1:alias} = ${2:linux-6.12}"),
        of("profile", BODY, "profile NAME [: BASE, BASE…] { … }",
            "Collects settings that nodes take over behind their ':'. Profiles may build on"
                + " others, which apply first.")
            .snippet("profile ${1:name} {\n\t$0\n}"),
        of("group", BODY, "group NAME = NODE, NODE…",
            "Names a list of nodes. A group can stand where nodes can: in set, lan, reboot and"
                + " loops.")
            .snippet("group ${1:name} = ${2:nodes}"),
        of("topology", FILE, "topology NAME(PARAMETER, PARAMETER = DEFAULT…) { … }",
            "Describes a part of a network that 'use' makes, as often as wanted.")
            .snippet("topology ${1:name}(${2:n}) {\n\t$0\n}"),
        of("use", BODY, "use [NAME =] TOPOLOGY(ARGUMENT, PARAMETER = ARGUMENT…)",
            "Makes a topology. With a name, what is inside is called NAME.node; without, the"
                + " names inside become names here.")
            .snippet("use ${1:name} = ${2:topology}(${3})"));
  }

  private static ImmutableList<Keyword> network() {
    return ImmutableList.of(
        of("node", BODY, "node NAME, NAME[FROM..TO]… [: PROFILE, PROFILE…] [{ … }]",
            "Defines nodes; each is one Linux kernel. h[1..8] defines eight. Profiles apply in"
                + " order, then the node's own block.")
            .snippet("node ${1:name}"),
        of("link", BODY, "link [NAME =] NODE[.NETDEV] [PREFIX…] [MAC] -- NODE… [{ … }]",
            "An Ethernet cable between two nodes. Netdevs are called eth0, eth1, … unless named."
                + " Either both ends have addresses or neither; without, they are chosen.")
            .snippet("link ${1:name} = ${2:a} -- ${3:b} { ${4:delay 10ms} }"),
        of("lan", BODY, "lan [NAME =] MEMBER, MEMBER… [{ … }]",
            "A broadcast domain: an Ethernet switch that never gets full, with a cable to each"
                + " member. Members are written like ends of a link; h[1..3] and groups stand for"
                + " several.")
            .snippet("lan ${1:name} = ${2:members} { ${3:rate 1gbit} }"),
        of("routes", BODY, "routes auto",
            "Computes routes to all subnets: shortest paths by hops, then by the order of links."
                + " Written routes take precedence. Forwarding has to be switched on by sysctl.")
            .snippet("routes auto"),
        of("route", BOTH,
            "route NODE [TYPE] DESTINATION [via A] [dev N] [weight W]{, …} [metric N] [table N]"
                + " [src A] [mtu SIZE]",
            "Adds a route. The destination is default, a prefix or an address; several next hops"
                + " are separated by commas. TYPE is blackhole, unreachable, prohibit or throw.")
            .snippet("route ${1:node} ${2:default} via ${3:address}"),
        of("rule", BOTH,
            "rule NODE [from P] [to P] [iif N] [oif N] [fwmark N[/MASK]] [priority N] (table N |"
                + " TYPE) [inet6]",
            "Adds a rule that chooses the routing table. Instead of a table there can be"
                + " blackhole, unreachable or prohibit. Without a prefix it is for IPv4, or for"
                + " IPv6 with inet6.")
            .snippet("rule ${1:node} from ${2:prefix} table ${3:100}"),
        of("neighbour", BOTH, "neighbour NODE ADDRESS lladdr MAC dev NETDEV",
            "Adds a permanent entry to the ARP or neighbour table.")
            .snippet("neighbour ${1:node} ${2:address} lladdr ${3:mac} dev ${4:eth0}"),
        of("address", BOTH, "address NODE.NETDEV PREFIX, PREFIX…",
            "Adds addresses to a netdev.")
            .snippet("address ${1:node}.${2:eth0} ${3:prefix}"),
        of("set", BOTH, "set TARGET, TARGET… { … }",
            "Adds settings to nodes, or changes properties of links and LANs: at the top level"
                + " before the start, in a block of the timeline at that time.")
            .snippet("set ${1:target} { $0 }"));
  }

  private static ImmutableList<Keyword> traffic() {
    return ImmutableList.of(
        of("flow", BODY, "flow [NAME =] tcp|udp|mptcp|sctp|dccp|raw|packet NODE -> TARGET:PORT { … }",
            "Traffic through the kernels' sockets. A stream (tcp, mptcp, sctp) needs send, duration,"
                + " stop or requests; datagrams need rate, size, and count, duration or stop.")
            .snippet(
                "flow ${1:name} = ${2|tcp,udp|} ${3:from} -> ${4:to}:${5:5001}"
                    + " { ${6:send 1MB} }"),
        of("ping", BODY, "ping [NAME =] NODE -> TARGET [{ … }]",
            "Sends ICMP echo requests: 5 of them, one per second, unless told otherwise.")
            .snippet("ping ${1:name} = ${2:from} -> ${3:to} { count ${4:3} }"),
        of("traceroute", BODY, "traceroute [NAME =] NODE -> TARGET [{ … }]",
            "Finds the routers on the way: sends probes with TTL 1, 2, 3 and so on.")
            .snippet("traceroute ${1:name} = ${2:from} -> ${3:to}"),
        of("expect", BODY, "expect [always|never|eventually] CONDITION [by TIME] [at TIME] [within TIME..TIME]",
            "Demands something of the run. It is looked at when the run ends, or at the time"
                + " behind 'at'; 'by' says until when something must have happened; 'always',"
                + " 'never' and 'eventually' are about all of the run, or the time behind"
                + " 'within'.")
            .snippet("expect ${1:condition}"),
        of("implicit", FILE, "implicit [NAME, NAME…] off|on",
            "Switches off what is expected of each run without being written: that no kernel"
                + " warns, that flows end, and that no sockets leak.")
            .snippet("implicit ${1|off,warnings off,flows off,leaks off|}"),
        of("sample", BODY, "sample VALUE, VALUE…",
            "Keeps how values go over virtual time, for plots.")
            .snippet("sample ${1:node.counter(\"TcpRetransSegs\")}"),
        of("capture", FILE, "capture on|off",
            "Whether frames are recorded; on by default.")
            .snippet("capture ${1|on,off|}"));
  }
}
