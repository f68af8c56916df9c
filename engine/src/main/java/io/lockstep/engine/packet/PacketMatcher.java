package io.lockstep.engine.packet;

import io.lockstep.engine.model.PacketFilter;

/** A compiled {@link PacketFilter}. Allocates nothing when it matches. */
@FunctionalInterface
public interface PacketMatcher {
  boolean matches(PacketView packet);

  /**
   * Compiles a filter.
   *
   * <p>A comparison with a field that a packet does not have is false, whatever the operator.
   *
   * @param filter null matches every packet
   * @throws IllegalArgumentException for unknown fields and impossible values; the message is fit
   *     for users. {@link Fields#known} and {@link Fields#problem} tell so beforehand.
   */
  static PacketMatcher compile(PacketFilter filter) {
    return compile(filter, new PacketMemory());
  }

  /**
   * Likewise, for filters that speak of packets seen before.
   *
   * @param memory holds these
   */
  static PacketMatcher compile(PacketFilter filter, PacketMemory memory) {
    if (filter == null) {
      return packet -> true;
    } else if (filter instanceof PacketFilter.Has has) {
      Field field = Fields.find(has.field());
      return field.kind() == Field.Kind.FLAG
          ? packet -> field.reader().read(packet) == 1
          : field::present;
    } else if (filter instanceof PacketFilter.Compare compare) {
      return Comparisons.compile(
          Fields.find(compare.field()), compare.operator(), compare.value());
    } else if (filter instanceof PacketFilter.Relation relation) {
      return PacketNumbers.compare(relation, memory);
    } else if (filter instanceof PacketFilter.Contains contains) {
      return ByteTests.contains(Fields.find(contains.field()), contains.hex());
    } else if (filter instanceof PacketFilter.Matches matches) {
      return ByteTests.matches(Fields.find(matches.field()), matches.pattern());
    } else if (filter instanceof PacketFilter.And and) {
      PacketMatcher left = compile(and.left(), memory);
      PacketMatcher right = compile(and.right(), memory);
      return packet -> left.matches(packet) && right.matches(packet);
    } else if (filter instanceof PacketFilter.Or or) {
      PacketMatcher left = compile(or.left(), memory);
      PacketMatcher right = compile(or.right(), memory);
      return packet -> left.matches(packet) || right.matches(packet);
    } else if (filter instanceof PacketFilter.Not not) {
      PacketMatcher operand = compile(not.operand(), memory);
      return packet -> !operand.matches(packet);
    }
    throw new IllegalArgumentException("Not a packet filter: " + filter);
  }
}
