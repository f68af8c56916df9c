package io.lockstep.grammar.vocabulary;

import static io.lockstep.grammar.vocabulary.Keyword.of;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** Words that open statements about packets, and the lines of their blocks. */
final class PacketWords {
  private static final ImmutableSet<Place> BODY =
      ImmutableSet.of(Place.TOP, Place.TOPOLOGY, Place.TIMELINE);
  private static final ImmutableSet<Place> INJECT =
      ImmutableSet.of(Place.TOP, Place.TOPOLOGY, Place.TIMELINE, Place.SEQUENCE);
  private static final ImmutableSet<Place> SEQUENCE = ImmutableSet.of(Place.SEQUENCE);
  private static final ImmutableSet<Place> PACKET = ImmutableSet.of(Place.PACKET);

  private PacketWords() {}

  static ImmutableList<Keyword> all() {
    ImmutableList.Builder<Keyword> all = ImmutableList.builder();
    all.add(
        of("fault", BODY,
            "fault drop|hold TIME|duplicate|reorder [N]|change packet [N|every N] on LINK"
                + " [toward NODE] [where FILTER] [{ … }]",
            "Does something to exactly the packets that are named: the N-th of those that match,"
                + " every N-th, or all. 'change' takes the fields to change in a block.")
            .snippet("fault ${1:drop} packet ${2:1} on ${3:link} toward ${4:node} where ${5:tcp}"),
        of("inject", INJECT,
            "inject LINK toward NODE | into NODE.NETDEV | from NODE.NETDEV [at TIME] [after TIME]"
                + " [every TIME] [N times] { HEADER { … }; … }",
            "Puts a packet onto a link, as if the node at the other end had sent it, or hands it"
                + " to a netdev. Lengths, checksums and addresses are right unless given.")
            .snippet("inject ${1:link} toward ${2:node} {\n\t$0\n}"),
        of("packet", SEQUENCE,
            "packet [NAME] [toward NODE] [where FILTER] [at TIME | after TIME | within FROM..TO |"
                + " by TIME]",
            "The next packet of the sequence, and when it has to be sent: at a virtual time, or"
                + " so long after the line before.")
            .snippet("packet where ${1:tcp.syn} within ${2:0ms..10ms}"),
        of("no", SEQUENCE, "no packet [toward NODE] [where FILTER] [within TIME]",
            "No such packet may come before the next line's, or for that time.")
            .snippet("no packet where ${1:tcp.rst} within ${2:1s}"),
        of("for", SEQUENCE, "for NAME in VALUES { … }", "Repeats lines for each value.")
            .snippet("for ${1:i} in ${2:1..n} {\n\t$0\n}"),
        of("if", SEQUENCE, "if CONDITION { … } [else { … }]", "Chooses between lines.")
            .snippet("if ${1:condition} {\n\t$0\n}"),
        of("for", PACKET, "for NAME in VALUES { … }", "Repeats parts for each value."),
        of("if", PACKET, "if CONDITION { … } [else { … }]", "Chooses between parts."));
    for (PacketPart layer : PacketParts.layers()) {
      all.add(of(layer.name(), PACKET, layer.syntax(), layer.doc()));
    }
    return all.build();
  }
}
