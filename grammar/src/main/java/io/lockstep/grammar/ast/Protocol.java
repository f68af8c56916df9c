package io.lockstep.grammar.ast;

import java.util.Arrays;
import java.util.Optional;

/** What a flow speaks. */
public enum Protocol {
  /** A stream of bytes. */
  TCP("tcp"),
  /** Datagrams. */
  UDP("udp"),
  /** A stream of bytes over several paths (RFC 8684). */
  MPTCP("mptcp"),
  /** Messages over an association (RFC 9260), one to one. */
  SCTP("sctp"),
  /** Datagrams under congestion control (RFC 4340). */
  DCCP("dccp"),
  /** Packets of an IP protocol. */
  RAW("raw"),
  /** Frames of an Ethernet type. */
  PACKET("packet");

  private final String word;

  Protocol(String word) {
    this.word = word;
  }

  /** As written. */
  public String word() {
    return word;
  }

  /** Whether it carries a stream of bytes. */
  public boolean isStream() {
    return this == TCP || this == MPTCP || this == SCTP;
  }

  /** The protocol written so. */
  public static Optional<Protocol> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
