package io.lockstep.grammar.vocabulary;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** What can be asked of flows, pings and programs. */
final class MetricWords {
  private static final ImmutableList<MetricWord> ALL =
      ImmutableList.of(
          of("completed", "Whether it has ended with success; of a program of this machine: at all.",
              "tcp", "udp",
              "ping", "traceroute", "exec", "program"),
          of("sent",
              "What was sent: bytes (streams), datagrams or echo requests; [n] of one connection.",
              "tcp", "udp", "ping"),
          of("received",
              "What arrived: bytes (streams), datagrams or echo replies; [n] of one connection"
                  + " or receiver.",
              "tcp", "udp", "ping"),
          of("lost", "Sent but not received.", "udp", "ping"),
          of("duplicated", "Received more than once.", "udp", "ping"),
          of("reordered", "Received after a later one.", "udp", "ping"),
          of("goodput",
              "Payload received per second, a rate, from the start to the last byte; [n] of one"
                  + " connection.",
              "tcp", "udp"),
          of("forward.received", "What arrived at the target.", "tcp", "udp"),
          of("backward.received", "What arrived from the target.", "tcp", "udp"),
          of("forward.goodput", "Goodput to the target, a rate.", "tcp", "udp"),
          of("backward.goodput", "Goodput from the target, a rate.", "tcp", "udp"),
          of("connections", "How many connections were made.", "tcp"),
          of("fairness",
              "Jain's index of what the connections received: 1 if all have the same, 1/n if one"
                  + " has all.",
              "tcp", "udp"),
          of("duration", "The time from the start to the last byte, datagram or reply; of a program: to its end.",
              "tcp", "udp", "ping", "traceroute", "exec", "program"),
          of("finished", "The virtual time of completion.", "tcp", "udp", "ping", "traceroute",
              "exec", "program"),
          of("responses", "How many requests were answered in full.", "tcp"),
          of("latency.min", "The least time from a request to the end of its response.", "tcp"),
          of("latency.avg", "The mean time from a request to the end of its response.", "tcp"),
          of("latency.max", "The greatest time from a request to the end of its response.", "tcp"),
          of("latency.p50", "The median time from a request to the end of its response.", "tcp"),
          of("latency.p95", "The 95th percentile of these times.", "tcp"),
          of("latency.p99", "The 99th percentile of these times.", "tcp"),
          of("hops", "The TTL at which the target answered; without an answer the greatest tried.",
              "traceroute"),
          of("hop",
              "hop[n]: who answered to TTL n, a node or an address as a text; \"*\" if nobody.",
              "traceroute"),
          of("running", "Whether it has started and not ended.", "exec"),
          of("exit", "The exit status; 128 and its number if a signal ended it.", "exec"),
          of("signal", "The number of the signal that ended it; 0 for none.", "exec"),
          of("stdout", "What it has written to its standard output, a text.", "exec"),
          of("stderr", "What it has written to its standard error output, a text.", "exec"),
          of("output", "What it has written to both, in order, a text.", "exec"),
          of("stdout.lines", "How many lines it has written to its standard output.", "exec"),
          of("stderr.lines", "How many lines it has written to its standard error.", "exec"),
          of("output.lines", "How many lines it has written to both.", "exec"),
          of("delay.min", "The least one-way delay of a datagram.", "udp"),
          of("delay.avg", "The mean one-way delay of the datagrams.", "udp"),
          of("delay.max", "The greatest one-way delay of a datagram.", "udp"),
          of("delay.p50", "The median one-way delay.", "udp"),
          of("delay.p95", "The 95th percentile of the one-way delays.", "udp"),
          of("delay.p99", "The 99th percentile of the one-way delays.", "udp"),
          of("rtt.min", "The least round-trip time.", "ping", "traceroute"),
          of("rtt.avg", "The mean round-trip time.", "ping", "traceroute"),
          of("rtt.max", "The greatest round-trip time.", "ping", "traceroute"),
          of("rtt.p50", "The median round-trip time.", "ping"),
          of("rtt.p95", "The 95th percentile of the round-trip times.", "ping"),
          of("rtt.p99", "The 99th percentile of the round-trip times.", "ping"));

  private MetricWords() {}

  static ImmutableList<MetricWord> all() {
    return ALL;
  }

  private static MetricWord of(String name, String doc, String... activities) {
    return new MetricWord(name, ImmutableSet.copyOf(activities), doc);
  }
}
