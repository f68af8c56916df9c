package io.lockstep.engine.model;

/** A condition on one packet's fields, named as Wireshark does where it has a name. */
public sealed interface PacketFilter {
  /** True if the field is present, and for a flag ({@code tcp.rst}) also set. */
  record Has(String field) implements PacketFilter {}

  /** {@code icmp6.type == 135}; addresses and MACs compare as text in canonical form. */
  record Compare(String field, Condition.Operator operator, String value) implements PacketFilter {}

  record And(PacketFilter left, PacketFilter right) implements PacketFilter {}

  record Or(PacketFilter left, PacketFilter right) implements PacketFilter {}

  record Not(PacketFilter operand) implements PacketFilter {}
}
