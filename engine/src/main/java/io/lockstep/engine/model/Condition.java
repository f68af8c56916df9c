package io.lockstep.engine.model;

/** What an expectation claims. */
public sealed interface Condition {
  /** {@code left op right}. */
  record Comparison(Operand left, Operator operator, Operand right) implements Condition {}

  /**
   * {@code flow.completed}, {@code flow.completed by T}.
   *
   * @param byNs latest virtual time, or -1 if any time will do
   */
  record Completed(int activity, long byNs) implements Condition {}

  /**
   * {@code packet on LINK where …}, {@code no packet on LAN where …}.
   *
   * @param wanted true if at least one such packet is expected, false if none
   * @param direction of the link that counts; -1 for both
   * @param filter null if any packet will do
   * @param byNs latest virtual time of sending that counts, or -1
   * @param name the number under which the packet is remembered, or -1
   */
  record PacketSeen(
      boolean wanted, Medium medium, int direction, PacketFilter filter, long byNs, int name)
      implements Condition {
    /** One in either direction that is not remembered. */
    public PacketSeen(boolean wanted, Medium medium, PacketFilter filter, long byNs) {
      this(wanted, medium, -1, filter, byNs, -1);
    }
  }

  /** {@code expect sequence on LINK { … }}. */
  record Sequence(SequenceSpec sequence) implements Condition {}

  /** Where a packet is looked for. */
  sealed interface Medium {
    /** Sent into a link, from either end. */
    record Link(int index) implements Medium {}

    /** Sent into a LAN by a member. */
    record Lan(int index) implements Medium {}
  }

  /** {@code server.running}: a program has started and not ended. */
  record Running(int activity) implements Condition {}

  /**
   * {@code show.stdout contains "eth0"}, {@code show.stderr matches "^error"}.
   *
   * @param pattern whether the wanted text is a regular expression, to be found anywhere
   */
  record TextTest(Operand text, boolean pattern, String wanted) implements Condition {}

  record And(Condition left, Condition right) implements Condition {}

  record Or(Condition left, Condition right) implements Condition {}

  record Not(Condition operand) implements Condition {}

  /** How two operands compare. */
  enum Operator {
    EQ("=="),
    NE("!="),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
