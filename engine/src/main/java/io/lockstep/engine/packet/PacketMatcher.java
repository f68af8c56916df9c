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
    } else if (filter instanceof PacketFilter.And and) {
      PacketMatcher left = compile(and.left());
      PacketMatcher right = compile(and.right());
      return packet -> left.matches(packet) && right.matches(packet);
    } else if (filter instanceof PacketFilter.Or or) {
      PacketMatcher left = compile(or.left());
      PacketMatcher right = compile(or.right());
      return packet -> left.matches(packet) || right.matches(packet);
    } else if (filter instanceof PacketFilter.Not not) {
      PacketMatcher operand = compile(not.operand());
      return packet -> !operand.matches(packet);
    }
    throw new IllegalArgumentException("Not a packet filter: " + filter);
  }
}
