package io.lockstep.engine.model;

/** A value that is computed from packets while a scenario runs. */
public sealed interface PacketValue {
  /** As a scenario writes it. */
  String words();

  /** A number that is known before the run. */
  record Constant(long value) implements PacketValue {
    @Override
    public String words() {
      return Long.toString(value);
    }
  }

  /**
   * A field: of the packet that is looked at, or of one seen before.
   *
   * @param field as packet filters name it
   * @param packet the number of the packet seen before, or -1
   * @param shown the packet's name in the scenario, or empty
   */
  record Field(String field, int packet, String shown) implements PacketValue {
    @Override
    public String words() {
      return packet < 0 ? field : shown + "." + field;
    }
  }

  /** {@code + - * /} and {@code %}; absent if one side is. */
  record Arithmetic(char operator, PacketValue left, PacketValue right) implements PacketValue {
    @Override
    public String words() {
      return side(left) + " " + operator + " " + side(right);
    }

    private static String side(PacketValue value) {
      return value instanceof Arithmetic ? "(" + value.words() + ")" : value.words();
    }
  }
}
