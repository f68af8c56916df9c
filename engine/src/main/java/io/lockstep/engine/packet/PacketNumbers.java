package io.lockstep.engine.packet;

import io.lockstep.engine.model.Condition.Operator;
import io.lockstep.engine.model.PacketFilter;
import io.lockstep.engine.model.PacketValue;

/** Compiles values that are computed from packets, and comparisons of these. */
public final class PacketNumbers {
  /** What {@link Number#of} yields if a field is missing. */
  public static final long ABSENT = Long.MIN_VALUE;

  private static final long TWO_TO_32 = 1L << 32;

  private PacketNumbers() {}

  /** A compiled {@link PacketValue}. */
  @FunctionalInterface
  public interface Number {
    /**
     * Its value.
     *
     * @param packet the one that is looked at; null if there is none
     * @return {@link #ABSENT} if a field is missing
     */
    long of(PacketView packet);
  }

  /** Compiles a value; IPv4 and Ethernet addresses are numbers, IPv6 addresses are not. */
  public static Number compile(PacketValue value, PacketMemory memory) {
    if (value instanceof PacketValue.Constant constant) {
      return packet -> constant.value();
    } else if (value instanceof PacketValue.Field read) {
      Field field = Fields.find(read.field());
      if (field.kind() == Field.Kind.IPV6 || field.kind() == Field.Kind.BYTES) {
        throw new IllegalArgumentException(
            read.field() + " is " + field.kind().described() + ", and no number.");
      }
      return packet -> {
        PacketView view = memory.viewOf(read, packet);
        long found = view == null ? Field.ABSENT : field.reader().read(view);
        return found == Field.ABSENT ? ABSENT : found;
      };
    }
    PacketValue.Arithmetic arithmetic = (PacketValue.Arithmetic) value;
    Number left = compile(arithmetic.left(), memory);
    Number right = compile(arithmetic.right(), memory);
    char operator = arithmetic.operator();
    return packet -> {
      long a = left.of(packet);
      long b = right.of(packet);
      if (a == ABSENT || b == ABSENT || b == 0 && (operator == '/' || operator == '%')) {
        return ABSENT;
      }
      return switch (operator) {
        case '+' -> a + b;
        case '-' -> a - b;
        case '*' -> a * b;
        case '/' -> Math.floorDiv(a, b);
        default -> Math.floorMod(a, b);
      };
    };
  }

  static PacketMatcher compare(PacketFilter.Relation relation, PacketMemory memory) {
    Field left = plain(relation.left());
    Field right = plain(relation.right());
    if (left != null && right != null && left.kind() == Field.Kind.IPV6) {
      return addresses(relation, left, right, memory);
    }
    if (left != null && right != null && left.kind() == Field.Kind.BYTES) {
      return ByteTests.compare(relation, left, right, memory);
    }
    Number first = compile(relation.left(), memory);
    Number second = compile(relation.right(), memory);
    boolean serial = isSerial(relation.left()) || isSerial(relation.right());
    Operator operator = relation.operator();
    return packet -> {
      long a = first.of(packet);
      long b = second.of(packet);
      if (a == ABSENT || b == ABSENT) {
        return false;
      } else if (serial) {
        // RFC 1982: the shorter way round the circle.
        a = (int) (a - b);
        b = 0;
      }
      return switch (operator) {
        case EQ -> a == b;
        case NE -> a != b;
        case LT -> a < b;
        case LE -> a <= b;
        case GT -> a > b;
        case GE -> a >= b;
      };
    };
  }

  private static Field plain(PacketValue value) {
    return value instanceof PacketValue.Field read ? Fields.find(read.field()) : null;
  }

  /** Whether a value is a sequence number of TCP. */
  private static boolean isSerial(PacketValue value) {
    if (value instanceof PacketValue.Arithmetic arithmetic) {
      boolean left = isSerial(arithmetic.left());
      boolean right = isSerial(arithmetic.right());
      return arithmetic.operator() == '-' ? left && !right : left || right;
    }
    Field field = plain(value);
    return field != null && field.kind() == Field.Kind.SEQUENCE;
  }

  private static PacketMatcher addresses(
      PacketFilter.Relation relation, Field left, Field right, PacketMemory memory) {
    if (right.kind() != Field.Kind.IPV6
        || relation.operator() != Operator.EQ && relation.operator() != Operator.NE) {
      throw new IllegalArgumentException(
          left.name() + " is an IPv6 address: only == and != with another one apply.");
    }
    PacketValue.Field one = (PacketValue.Field) relation.left();
    PacketValue.Field other = (PacketValue.Field) relation.right();
    boolean equal = relation.operator() == Operator.EQ;
    return packet -> {
      PacketView a = memory.viewOf(one, packet);
      PacketView b = memory.viewOf(other, packet);
      int at = a == null ? -1 : left.address().find(a);
      int to = b == null ? -1 : right.address().find(b);
      return at >= 0
          && to >= 0
          && (a.u64(at) == b.u64(to) && a.u64(at + 8) == b.u64(to + 8)) == equal;
    };
  }

  /** A number modulo 2^32, from 0. */
  static long modulo32(long number) {
    return Math.floorMod(number, TWO_TO_32);
  }
}
