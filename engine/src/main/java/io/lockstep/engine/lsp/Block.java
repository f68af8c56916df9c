package io.lockstep.engine.lsp;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.vocabulary.Place;
import java.util.Optional;

/**
 * A block that a place in a text lies in.
 *
 * @param header the tokens of the line that opens it
 */
record Block(ImmutableList<Token> header) {
  /** The word that opens the line; empty if there is none. */
  String word() {
    return header.isEmpty() || !header.get(0).isWord() ? "" : header.get(0).text();
  }

  /** The kind of a {@code device} or {@code qdisc}, or whatever else the last word is. */
  String lastWord() {
    return header.isEmpty() ? "" : header.get(header.size() - 1).text();
  }

  private static boolean isDatagram(Token token) {
    return token.is("udp") || token.is("dccp") || token.is("raw") || token.is("packet");
  }

  /**
   * What its lines are.
   *
   * @param around likewise of the block around it
   * @return empty for {@code set}, which depends on its targets
   */
  Optional<Place> place(Place around) {
    return Optional.ofNullable(
        switch (word()) {
          case "node", "profile" -> Place.NODE;
          case "link", "lan" -> Place.LINK;
          case "toward" -> Place.DIRECTION;
          case "flow" ->
              header.stream().anyMatch(Block::isDatagram)
                  ? Place.UDP_FLOW
                  : Place.TCP_FLOW;
          case "ping" -> Place.PING;
          case "traceroute" -> Place.TRACEROUTE;
          case "exec", "daemon" -> Place.PROGRAM;
          case "program" -> Place.SCRIPT;
          case "at", "from", "every", "after", "when" -> Place.TIMELINE;
          case "topology" -> Place.TOPOLOGY;
          case "interface" -> Place.INTERFACE;
          case "device" -> Place.DEVICE;
          case "qdisc" -> Place.QDISC;
          case "class" -> Place.CLASS;
          case "match" -> Place.MATCH;
          case "sysctl" -> Place.SYSCTLS;
          case "set" -> null;
          default -> around;
        });
  }
}
