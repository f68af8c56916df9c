package io.lockstep.grammar.vocabulary;

/** What kind of value an option takes. */
public enum OptionType {
  /** A whole number without a unit. */
  NUMBER("a number"),
  /** {@code on} or {@code off}; {@code true} and {@code false} mean the same. */
  FLAG("on or off"),
  /** A duration. */
  TIME("a time such as 10ms"),
  /** Bytes. */
  SIZE("a size such as 1500B"),
  /** Bits per second. */
  RATE("a rate such as 10mbit"),
  /** A share: 0 to 100%. */
  SHARE("a share such as 1%"),
  /** An IPv4 or IPv6 address without a prefix length. */
  ADDRESS("an address"),
  /** Several addresses, separated by commas. */
  ADDRESSES("addresses"),
  /** A prefix; an address alone means all of its bits. */
  PREFIX("a prefix such as 10.0.0.0/8"),
  /** An Ethernet address. */
  MAC("a MAC address"),
  /** The name of a netdev of the same node. */
  NETDEV("the name of a netdev"),
  /** Names of netdevs of the same node, separated by commas. */
  NETDEVS("names of netdevs"),
  /** A name for a netdev that the option makes, at most 15 characters. */
  NEW_NETDEV("a name for a new netdev"),
  /** One of the option's words. */
  WORD("a word"),
  /** A number of packets, with or without that unit. */
  PACKETS("a number of packets"),
  /** Several plain numbers, separated by commas. */
  NUMBERS("numbers"),
  /** Several sizes, separated by commas. */
  SIZES("sizes");

  private final String phrase;

  OptionType(String phrase) {
    this.phrase = phrase;
  }

  /** For messages: {@code expected a time such as 10ms}. */
  public String phrase() {
    return phrase;
  }

  /** Whether values of it are separated by commas. */
  public boolean several() {
    return this == ADDRESSES || this == NETDEVS || this == NUMBERS || this == SIZES;
  }
}
