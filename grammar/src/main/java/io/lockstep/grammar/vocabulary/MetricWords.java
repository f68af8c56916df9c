package io.lockstep.grammar.vocabulary;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** What can be asked of flows, pings and programs. */
final class MetricWords {
  private static final ImmutableList<MetricWord> ALL =
      ImmutableList.of(
          of("completed", "Whether it has ended with success; of a program of this machine: at all.",
              "tcp", "udp", "ping", "exec", "program"),
          of("sent", "What was sent: bytes (tcp), datagrams (udp) or echo requests (ping).",
              "tcp", "udp", "ping"),
          of("received",
              "What arrived: bytes (tcp), datagrams (udp) or echo replies (ping).",
              "tcp", "udp", "ping"),
          of("lost", "Sent but not received.", "udp", "ping"),
          of("duplicated", "Received more than once.", "udp", "ping"),
          of("reordered", "Received after a later one.", "udp", "ping"),
          of("goodput", "Payload received per second, a rate, from the start to the last byte.",
              "tcp", "udp"),
          of("duration", "The time from the start to the last byte, datagram or reply; of a program: to its end.",
              "tcp", "udp", "ping", "exec", "program"),
          of("finished", "The virtual time of completion.", "tcp", "udp", "ping", "exec", "program"),
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
          of("rtt.min", "The least round-trip time.", "ping"),
          of("rtt.avg", "The mean round-trip time.", "ping"),
          of("rtt.max", "The greatest round-trip time.", "ping"));

  private MetricWords() {}

  static ImmutableList<MetricWord> all() {
    return ALL;
  }

  private static MetricWord of(String name, String doc, String... activities) {
    return new MetricWord(name, ImmutableSet.copyOf(activities), doc);
  }
}
