package io.lockstep.engine.model;

/** A condition on one packet's fields, named as Wireshark does where it has a name. */
public sealed interface PacketFilter {
  /** True if the field is present, and for a flag ({@code tcp.rst}) also set. */
  record Has(String field) implements PacketFilter {}

  /** {@code icmp6.type == 135}; addresses and MACs compare as text in canonical form. */
  record Compare(String field, Condition.Operator operator, String value) implements PacketFilter {}

  /**
   * {@code tcp.len == ip.len - 40}. False if a field is missing. Sequence numbers of TCP compare
   * modulo 2^32.
   */
  record Relation(PacketValue left, Condition.Operator operator, PacketValue right)
      implements PacketFilter {}

  /**
   * {@code payload contains "GET"}.
   *
   * @param field one whose value is a run of bytes
   * @param hex two digits for each byte
   */
  record Contains(String field, String hex) implements PacketFilter {}

  /**
   * {@code payload matches "^GET /"}.
   *
   * @param pattern a regular expression over the bytes, each taken as a character
   */
  record Matches(String field, String pattern) implements PacketFilter {}

  record And(PacketFilter left, PacketFilter right) implements PacketFilter {}

  record Or(PacketFilter left, PacketFilter right) implements PacketFilter {}

  record Not(PacketFilter operand) implements PacketFilter {}
}
