package io.lockstep.engine.model;

/** What a flow speaks, with the numbers that socket(2) takes. */
public enum Transport {
  TCP("tcp", 1, 0, true),
  MPTCP("mptcp", 1, 262, true),
  SCTP("sctp", 1, 132, true),
  UDP("udp", 2, 0, false),
  DCCP("dccp", 6, 33, false),
  /** The protocol number is the flow's. */
  RAW("raw", 3, -1, false),
  /** Frames of an Ethernet type, from {@code AF_PACKET} sockets of type {@code SOCK_DGRAM}. */
  PACKET("packet", 2, -1, false);

  private final String word;
  private final int socketType;
  private final int protocol;
  private final boolean stream;

  Transport(String word, int socketType, int protocol, boolean stream) {
    this.word = word;
    this.socketType = socketType;
    this.protocol = protocol;
    this.stream = stream;
  }

  /** As a scenario writes it. */
  public String word() {
    return word;
  }

  /** {@code SOCK_STREAM} and so on, include/linux/net.h. */
  public int socketType() {
    return socketType;
  }

  /** {@code IPPROTO_…}; 0 for the usual one, -1 if the flow says it. */
  public int protocol() {
    return protocol;
  }

  /** Whether it carries a stream of bytes. */
  public boolean isStream() {
    return stream;
  }

  /** Whether its sockets have ports. */
  public boolean hasPorts() {
    return this != RAW && this != PACKET;
  }
}
