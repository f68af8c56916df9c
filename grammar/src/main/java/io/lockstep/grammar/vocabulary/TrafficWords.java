package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.Keyword.of;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** Words that open lines in the blocks of flows, pings and traceroutes. */
final class TrafficWords {
  private static final ImmutableSet<Place> STREAM = ImmutableSet.of(Place.TCP_FLOW);
  private static final ImmutableSet<Place> DATAGRAM = ImmutableSet.of(Place.UDP_FLOW);
  private static final ImmutableSet<Place> FLOWS =
      ImmutableSet.of(Place.TCP_FLOW, Place.UDP_FLOW);
  private static final ImmutableSet<Place> PING = ImmutableSet.of(Place.PING);
  private static final ImmutableSet<Place> TRACEROUTE = ImmutableSet.of(Place.TRACEROUTE);
  private static final ImmutableSet<Place> ECHOS =
      ImmutableSet.of(Place.PING, Place.TRACEROUTE);
  private static final ImmutableSet<Place> COUNTED = ImmutableSet.of(Place.UDP_FLOW, Place.PING);
  private static final ImmutableSet<Place> LIVING =
      ImmutableSet.of(Place.TCP_FLOW, Place.UDP_FLOW, Place.PING);
  private static final ImmutableSet<Place> ALL =
      ImmutableSet.of(Place.TCP_FLOW, Place.UDP_FLOW, Place.PING, Place.TRACEROUTE);

  private TrafficWords() {}

  static ImmutableList<Keyword> all() {
    return ImmutableList.<Keyword>builder()
        .addAll(amounts())
        .addAll(sockets())
        .addAll(times())
        .build();
  }

  private static ImmutableList<Keyword> amounts() {
    return ImmutableList.of(
        of("send", STREAM, "send SIZE",
            "Bytes that each connection transfers, each checked on arrival. Without it, as much"
                + " as fits until stop.")
            .snippet("send ${1:1MB}"),
        of("rate", FLOWS, "rate RATE | rate poisson(RATE) | rate on_off(RATE, ON, OFF)",
            "Of the payload, bits per second. Needed by datagrams; streams send as fast as they"
                + " can without it. poisson: exponential gaps with that mean; on_off: only during"
                + " ON of each ON + OFF, both times or distributions.")
            .snippet("rate ${1:64kbit}"),
        of("trace", FLOWS, "trace [TIME, SIZE, TIME, SIZE, …] | trace \"FILE\"",
            "What is sent when, counted from the start, in place of rate and size. A file has a"
                + " time and a size on each line.")
            .snippet("trace [${1:0ms, 1KB}]"),
        of("size", DATAGRAM, "size SIZE|DISTRIBUTION",
            "Payload of a datagram, 16 to 65507 bytes. Needed. uniform(A, B), exponential(MEAN)"
                + " and pareto(SHAPE, LEAST, MOST) draw it anew each time.")
            .snippet("size ${1:160B}"),
        of("size", STREAM, "size SIZE",
            "Bytes of each write of a stream with a rate; 1000 by default.")
            .snippet("size ${1:1000B}"),
        of("size", ECHOS, "size SIZE", "Payload of a request; 56 bytes by default.")
            .snippet("size ${1:1000B}"),
        of("count", COUNTED, "count NUMBER",
            "How many datagrams or echo requests; 5 by default for a ping.")
            .snippet("count ${1:10}"),
        of("parallel", FLOWS, "parallel NUMBER",
            "How many connections, or sockets, do the same at once; 1 by default.")
            .snippet("parallel ${1:4}"),
        of("direction", FLOWS, "direction forward|backward|both",
            "Who sends; forward by default. The target still waits for the connection.")
            .snippet("direction ${1|both,backward|}"),
        of("requests", STREAM, "requests NUMBER",
            "Each connection makes so many requests, one after the other, and reads a response"
                + " to each.")
            .snippet("requests ${1:100}"),
        of("request", STREAM, "request SIZE|DISTRIBUTION", "Size of a request; 100B by default.")
            .snippet("request ${1:100B}"),
        of("response", STREAM, "response SIZE|DISTRIBUTION",
            "Size of a response; 1000B by default.")
            .snippet("response ${1:pareto(1.2, 1KB, 1MB)}"),
        of("think", STREAM, "think TIME|DISTRIBUTION",
            "Time between a response and the next request; 0 by default.")
            .snippet("think ${1:exponential(100ms)}"),
        of("receivers", DATAGRAM, "receivers [NODE, member(NODE, JOIN, LEAVE), …]",
            "Nodes that join the multicast group to which the flow sends.")
            .snippet("receivers [${1:b, c}]"),
        of("sources", DATAGRAM, "sources [ADDRESS, …]",
            "Receivers join the group for these sources only.")
            .snippet("sources [${1:10.0.0.1}]"),
        of("protocol", DATAGRAM, "protocol NUMBER",
            "The IP protocol number of a raw flow; 253 by default.")
            .snippet("protocol ${1:253}"),
        of("ethertype", DATAGRAM, "ethertype NUMBER",
            "The Ethernet type of a packet flow; 0x88b5 by default.")
            .snippet("ethertype ${1:0x88b5}"),
        of("max_hops", TRACEROUTE, "max_hops NUMBER",
            "The greatest TTL that is tried; 30 by default.")
            .snippet("max_hops ${1:30}"),
        of("probes", TRACEROUTE, "probes NUMBER", "Probes for each hop; 3 by default.")
            .snippet("probes ${1:3}"),
        of("method", TRACEROUTE, "method udp|icmp", "What is sent; udp by default.")
            .snippet("method ${1|icmp,udp|}"));
  }

  private static ImmutableList<Keyword> sockets() {
    return ImmutableList.of(
        of("ttl", LIVING, "ttl NUMBER", "TTL or hop limit of what is sent, 1 to 255.")
            .snippet("ttl ${1:64}"),
        of("tos", ALL, "tos NUMBER",
            "Type of service or traffic class of what is sent, 0 to 255: DSCP times 4, and ECN.")
            .snippet("tos ${1:0x28}"),
        of("df", ALL, "df true|false",
            "Whether routers must not fragment what is sent. By default, and with 'true' anyway,"
                + " Linux learns the path MTU; 'true' also refuses to fragment itself.")
            .snippet("df ${1|true,false|}"),
        of("source", ALL, "source ADDRESS", "The address that is sent from.")
            .snippet("source ${1:10.0.0.1}"),
        of("dev", ALL, "dev NETDEV", "The netdev that it is sent through (SO_BINDTODEVICE).")
            .snippet("dev ${1:eth0}"),
        of("option", ALL, "option [client|server] NAME = VALUE",
            "A socket option by its name in C, set before connecting or binding; on both sides"
                + " unless one is named.")
            .snippet("option ${1:TCP_NODELAY} = ${2:1}"),
        of("pattern", PING, "pattern \"TEXT\" | pattern \"0x…\"",
            "Bytes that fill the payload, repeated; counted up from 0 by default.")
            .snippet("pattern \"${1:0xff00}\""));
  }

  private static ImmutableList<Keyword> times() {
    return ImmutableList.of(
        of("every", PING, "every TIME", "Time between echo requests; 1s by default.")
            .snippet("every ${1:100ms}"),
        of("interval", PING, "interval TIME", "The same as every.")
            .snippet("interval ${1:100ms}"),
        of("start", ALL, "start TIME | start after ACTIVITY [and ACTIVITY…] [+ TIME]",
            "When it starts: at a virtual time (0s by default), or when others have ended.")
            .snippet("start ${1:1s}"),
        of("stop", FLOWS, "stop TIME", "Virtual time from which on nothing is sent.")
            .snippet("stop ${1:10s}"),
        of("duration", FLOWS, "duration TIME", "How long it sends, from its start.")
            .snippet("duration ${1:10s}"),
        of("join", DATAGRAM, "join TIME", "When the receivers join the group; 0s by default.")
            .snippet("join ${1:1s}"),
        of("leave", DATAGRAM, "leave TIME", "When the receivers leave the group.")
            .snippet("leave ${1:5s}"),
        of("timeout", TRACEROUTE, "timeout TIME",
            "How long it waits for the answer to a probe; 1s by default.")
            .snippet("timeout ${1:1s}"));
  }
}
