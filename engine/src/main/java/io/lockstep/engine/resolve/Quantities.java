package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.model.Unit;
import io.lockstep.engine.resolve.Value.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Arithmetic on numbers with units: decimal, 34 digits, within the range of 64-bit integers. All
 * operations throw {@link ResolveException} for units that don't fit, overflow and division by 0.
 */
final class Quantities {
  /** Base units per written unit; the decimal prefixes are SI's, the binary ones IEC's. */
  static final ImmutableMap<String, Quantity> UNITS =
      ImmutableMap.<String, Quantity>builder()
          .put("ns", Quantity.of(1L, Unit.TIME))
          .put("us", Quantity.of(1_000L, Unit.TIME))
          .put("ms", Quantity.of(1_000_000L, Unit.TIME))
          .put("s", Quantity.of(1_000_000_000L, Unit.TIME))
          .put("min", Quantity.of(60_000_000_000L, Unit.TIME))
          .put("h", Quantity.of(3_600_000_000_000L, Unit.TIME))
          .put("B", Quantity.of(1L, Unit.SIZE))
          .put("KB", Quantity.of(1_000L, Unit.SIZE))
          .put("MB", Quantity.of(1_000_000L, Unit.SIZE))
          .put("GB", Quantity.of(1_000_000_000L, Unit.SIZE))
          .put("KiB", Quantity.of(1L << 10, Unit.SIZE))
          .put("MiB", Quantity.of(1L << 20, Unit.SIZE))
          .put("GiB", Quantity.of(1L << 30, Unit.SIZE))
          .put("bit", Quantity.of(1L, Unit.RATE))
          .put("kbit", Quantity.of(1_000L, Unit.RATE))
          .put("mbit", Quantity.of(1_000_000L, Unit.RATE))
          .put("gbit", Quantity.of(1_000_000_000L, Unit.RATE))
          .put("%", new Quantity(new BigDecimal("0.01"), Unit.SHARE))
          .buildOrThrow();

  /** Units that {@link #text} writes, largest first. */
  private static final ImmutableMap<Unit, ImmutableList<String>> SCALES =
      ImmutableMap.of(
          Unit.TIME, ImmutableList.of("s", "ms", "us", "ns"),
          Unit.SIZE, ImmutableList.of("GB", "MB", "KB", "B"),
          Unit.RATE, ImmutableList.of("gbit", "mbit", "kbit", "bit"));

  private static final MathContext PRECISION = new MathContext(34, RoundingMode.HALF_EVEN);
  private static final BigDecimal LIMIT = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal BITS_PER_BYTE = BigDecimal.valueOf(8);
  private static final BigDecimal NS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

  private Quantities() {}

  static Quantity literal(BigDecimal number, Quantity unit) {
    return checked(number.multiply(unit.amount(), PRECISION), unit.unit());
  }

  static Quantity add(Quantity left, Quantity right) {
    requireSame("add", left, right);
    return checked(left.amount().add(right.amount(), PRECISION), left.unit());
  }

  static Quantity subtract(Quantity left, Quantity right) {
    requireSame("subtract", left, right);
    return checked(left.amount().subtract(right.amount(), PRECISION), left.unit());
  }

  static Quantity negate(Quantity operand) {
    return new Quantity(operand.amount().negate(), operand.unit());
  }

  static Quantity multiply(Quantity left, Quantity right) {
    BigDecimal product = left.amount().multiply(right.amount(), PRECISION);
    Unit unit = productUnit(left.unit(), right.unit());
    if (unit == null) {
      throw new ResolveException(
          "can't multiply " + kind(left.unit()) + " by " + kind(right.unit()));
    }
    if (unit == Unit.SIZE && left.unit() != Unit.SIZE && right.unit() != Unit.SIZE) {
      product = product.divide(BITS_PER_BYTE.multiply(NS_PER_SECOND), PRECISION);
    }
    return checked(product, unit);
  }

  static Quantity divide(Quantity left, Quantity right) {
    requireDivisor(right);
    Unit unit = quotientUnit(left.unit(), right.unit());
    if (unit == null) {
      throw new ResolveException("can't divide " + kind(left.unit()) + " by " + kind(right.unit()));
    }
    BigDecimal numerator = left.amount();
    if (left.unit() == Unit.SIZE && (unit == Unit.TIME || unit == Unit.RATE)) {
      numerator = numerator.multiply(BITS_PER_BYTE).multiply(NS_PER_SECOND);
    }
    return checked(numerator.divide(right.amount(), PRECISION), unit);
  }

  static Quantity remainder(Quantity left, Quantity right) {
    requireSame("take the remainder of", left, right);
    requireDivisor(right);
    return checked(left.amount().remainder(right.amount(), PRECISION), left.unit());
  }

  /** Applies a binary operator as written: one of {@code + - * / %}. */
  static Quantity apply(char operator, Quantity left, Quantity right) {
    return switch (operator) {
      case '+' -> add(left, right);
      case '-' -> subtract(left, right);
      case '*' -> multiply(left, right);
      case '/' -> divide(left, right);
      case '%' -> remainder(left, right);
      default -> throw new IllegalArgumentException("operator " + operator);
    };
  }

  /** The unit of {@code left op right}; throws as the operation itself would. */
  static Unit resultUnit(char operator, Unit left, Unit right) {
    return apply(operator, Quantity.of(1, left), Quantity.of(1, right)).unit();
  }

  /** The nearest integer in base units; half a nanosecond or byte goes to the even neighbour. */
  static long toLong(Quantity quantity) {
    return quantity.amount().setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  private static Unit productUnit(Unit left, Unit right) {
    if (left == Unit.NONE) {
      return right;
    }
    if (right == Unit.NONE || right == Unit.SHARE) {
      return left;
    }
    if (left == Unit.SHARE) {
      return right;
    }
    boolean bits = left == Unit.RATE && right == Unit.TIME;
    return bits || left == Unit.TIME && right == Unit.RATE ? Unit.SIZE : null;
  }

  private static Unit quotientUnit(Unit left, Unit right) {
    if (left == right) {
      return Unit.NONE;
    }
    if (right == Unit.NONE || right == Unit.SHARE) {
      return left;
    }
    if (left == Unit.SIZE) {
      return right == Unit.RATE ? Unit.TIME : right == Unit.TIME ? Unit.RATE : null;
    }
    return null;
  }

  private static void requireSame(String verb, Quantity left, Quantity right) {
    if (left.unit() != right.unit()) {
      throw new ResolveException(
          "can't " + verb + " " + kind(left.unit()) + " and " + kind(right.unit()));
    }
  }

  private static void requireDivisor(Quantity divisor) {
    if (divisor.amount().signum() == 0) {
      throw new ResolveException("division by zero");
    }
  }

  private static Quantity checked(BigDecimal amount, Unit unit) {
    if (amount.abs().compareTo(LIMIT) > 0) {
      throw new ResolveException(
          kind(unit)
              + " of this size can't be represented, expected at most "
              + text(LIMIT, unit));
    }
    return new Quantity(amount, unit);
  }

  /** With an article, for messages. */
  static String kind(Unit unit) {
    return switch (unit) {
      case NONE -> "a plain number";
      case TIME -> "a time";
      case SIZE -> "a size";
      case RATE -> "a rate";
      case SHARE -> "a percentage";
    };
  }

  /** A literal of that unit, for messages. */
  static String example(Unit unit) {
    return switch (unit) {
      case NONE -> "3";
      case TIME -> "10ms";
      case SIZE -> "200B";
      case RATE -> "10mbit";
      case SHARE -> "1%";
    };
  }

  /**
   * In the largest decimal unit, else the largest binary one, that leaves an integer; else in the
   * largest decimal unit that is not above the amount.
   */
  static String text(BigDecimal amount, Unit unit) {
    if (unit == Unit.NONE) {
      return plain(amount);
    }
    if (unit == Unit.SHARE) {
      return plain(amount.movePointRight(2)) + "%";
    }
    ImmutableList<String> scales = SCALES.get(unit);
    String chosen = scales.get(scales.size() - 1);
    for (String scale : scales) {
      BigDecimal quotient = amount.divide(UNITS.get(scale).amount(), PRECISION);
      if (quotient.signum() != 0 && quotient.remainder(BigDecimal.ONE).signum() == 0) {
        boolean base = scale.equals(scales.get(scales.size() - 1));
        return base ? baseOrBinary(amount, unit, scale) : plain(quotient) + scale;
      }
    }
    for (int i = scales.size() - 1; i >= 0; i--) {
      if (UNITS.get(scales.get(i)).amount().compareTo(amount.abs()) <= 0) {
        chosen = scales.get(i);
      }
    }
    return plain(amount.divide(UNITS.get(chosen).amount(), PRECISION)) + chosen;
  }

  private static String baseOrBinary(BigDecimal amount, Unit unit, String base) {
    if (unit == Unit.SIZE) {
      for (String scale : List.of("GiB", "MiB", "KiB")) {
        BigDecimal quotient = amount.divide(UNITS.get(scale).amount(), PRECISION);
        if (quotient.remainder(BigDecimal.ONE).signum() == 0) {
          return plain(quotient) + scale;
        }
      }
    }
    return plain(amount) + base;
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
