package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Arithmetic on numbers with units: decimal, 34 digits, within the range of 64-bit integers. All
 * operations throw {@link QuantityException} for units that don't fit, overflow and division by 0.
 */
final class Quantities {
  /** Units that {@link #text} writes, largest first. */
  private static final ImmutableMap<Dimension, ImmutableList<Unit>> SCALES =
      ImmutableMap.of(
          Dimension.TIME, ImmutableList.of(Unit.S, Unit.MS, Unit.US, Unit.NS),
          Dimension.SIZE, ImmutableList.of(Unit.GB, Unit.MB, Unit.KB, Unit.B),
          Dimension.RATE, ImmutableList.of(Unit.GBIT, Unit.MBIT, Unit.KBIT, Unit.BIT));

  private static final MathContext PRECISION = new MathContext(34, RoundingMode.HALF_EVEN);
  private static final BigDecimal LIMIT = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Bits in a byte times nanoseconds in a second: from bytes per nanosecond to bit/s. */
  static final long BYTES_PER_NS = 8_000_000_000L;

  private static final BigDecimal RATE_SCALE = BigDecimal.valueOf(BYTES_PER_NS);

  private Quantities() {}

  /** A literal's value in its base unit. */
  static Quantity literal(BigDecimal number, Unit unit) {
    return checked(number.multiply(unit.factor(), PRECISION), unit.dimension());
  }

  static Quantity add(Quantity left, Quantity right) {
    Dimension sum = sumDimension("add", left.dimension(), right.dimension());
    return checked(left.amount().add(right.amount(), PRECISION), sum);
  }

  static Quantity subtract(Quantity left, Quantity right) {
    Dimension sum = sumDimension("subtract", left.dimension(), right.dimension());
    return checked(left.amount().subtract(right.amount(), PRECISION), sum);
  }

  static Quantity negate(Quantity operand) {
    return new Quantity(operand.amount().negate(), operand.dimension());
  }

  static Quantity multiply(Quantity left, Quantity right) {
    Dimension result = productDimension(left.dimension(), right.dimension());
    BigDecimal product = left.amount().multiply(right.amount(), PRECISION);
    if (scales(result, left.dimension(), right.dimension())) {
      product = product.divide(RATE_SCALE, PRECISION);
    }
    return checked(product, result);
  }

  static Quantity divide(Quantity left, Quantity right) {
    Dimension result = quotientDimension(left.dimension(), right.dimension());
    if (right.amount().signum() == 0) {
      throw new QuantityException("division by zero");
    }
    BigDecimal numerator = left.amount();
    boolean converted = result == Dimension.TIME || result == Dimension.RATE;
    if (left.dimension() == Dimension.SIZE && converted) {
      numerator = numerator.multiply(RATE_SCALE);
    }
    return checked(numerator.divide(right.amount(), PRECISION), result);
  }

  /** A plain number to a whole power. */
  static Quantity power(Quantity base, int exponent) {
    if (exponent < 0 && base.amount().signum() == 0) {
      throw new QuantityException("division by zero");
    }
    return checked(base.amount().pow(exponent, PRECISION), base.dimension());
  }

  /** Applies a binary operator as written: one of {@code + - * /}. */
  static Quantity apply(char operator, Quantity left, Quantity right) {
    return switch (operator) {
      case '+' -> add(left, right);
      case '-' -> subtract(left, right);
      case '*' -> multiply(left, right);
      case '/' -> divide(left, right);
      default -> throw new IllegalArgumentException("operator " + operator);
    };
  }

  /** What {@code left op right} measures; throws if they don't fit. */
  static Dimension result(char operator, Dimension left, Dimension right) {
    return switch (operator) {
      case '+' -> sumDimension("add", left, right);
      case '-' -> sumDimension("subtract", left, right);
      case '*' -> productDimension(left, right);
      case '/' -> quotientDimension(left, right);
      default -> throw new IllegalArgumentException("operator " + operator);
    };
  }

  /** The nearest integer in base units; half a nanosecond or byte goes to the even neighbour. */
  static long toLong(Quantity quantity) {
    return quantity.amount().setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  private static boolean scales(Dimension result, Dimension left, Dimension right) {
    return result == Dimension.SIZE && left != Dimension.SIZE && right != Dimension.SIZE;
  }

  private static boolean plain(Dimension dimension) {
    return dimension == Dimension.NUMBER || dimension == Dimension.SHARE;
  }

  private static Dimension sumDimension(String verb, Dimension left, Dimension right) {
    if (left != right) {
      throw new QuantityException(
          "cannot " + verb + " " + left.description() + " and " + right.description());
    }
    return left;
  }

  private static Dimension productDimension(Dimension left, Dimension right) {
    if (left == Dimension.NUMBER || right == Dimension.SHARE && left == Dimension.SHARE) {
      return right;
    }
    if (plain(right)) {
      return left;
    }
    if (left == Dimension.SHARE) {
      return right;
    }
    boolean bits = left == Dimension.RATE && right == Dimension.TIME;
    if (bits || left == Dimension.TIME && right == Dimension.RATE) {
      return Dimension.SIZE;
    }
    throw new QuantityException(
        "cannot multiply " + left.description() + " by " + right.description());
  }

  private static Dimension quotientDimension(Dimension left, Dimension right) {
    if (left == right) {
      return Dimension.NUMBER;
    }
    if (plain(right)) {
      return left;
    }
    if (left == Dimension.SIZE && right == Dimension.RATE) {
      return Dimension.TIME;
    }
    if (left == Dimension.SIZE && right == Dimension.TIME) {
      return Dimension.RATE;
    }
    throw new QuantityException(
        "cannot divide " + left.description() + " by " + right.description());
  }

  private static Quantity checked(BigDecimal amount, Dimension dimension) {
    if (amount.abs().compareTo(LIMIT) > 0) {
      Unit unit = SCALES.getOrDefault(dimension, ImmutableList.of(Unit.NONE)).get(0);
      BigDecimal most = LIMIT.divide(unit.factor(), 0, RoundingMode.DOWN);
      throw new QuantityException(
          "this is too large, expected at most " + plain(most) + unit.symbol());
    }
    return new Quantity(amount, dimension);
  }

  /** The model's unit; packets are plain numbers there. */
  static io.lockstep.engine.model.Unit modelUnit(Dimension dimension) {
    return switch (dimension) {
      case NUMBER, PACKETS -> io.lockstep.engine.model.Unit.NONE;
      case TIME -> io.lockstep.engine.model.Unit.TIME;
      case SIZE -> io.lockstep.engine.model.Unit.SIZE;
      case RATE -> io.lockstep.engine.model.Unit.RATE;
      case SHARE -> io.lockstep.engine.model.Unit.SHARE;
    };
  }

  /** The reverse of {@link #modelUnit}. */
  static Dimension dimension(io.lockstep.engine.model.Unit unit) {
    return switch (unit) {
      case NONE -> Dimension.NUMBER;
      case TIME -> Dimension.TIME;
      case SIZE -> Dimension.SIZE;
      case RATE -> Dimension.RATE;
      case SHARE -> Dimension.SHARE;
    };
  }

  /** A unit that suits a number somebody wrote without one, for suggestions. */
  static String usualUnit(Dimension dimension) {
    return switch (dimension) {
      case NUMBER -> "";
      case TIME -> "ms";
      case SIZE -> "B";
      case RATE -> "mbit";
      case SHARE -> "%";
      case PACKETS -> " packets";
    };
  }

  /**
   * In the largest decimal unit, else the largest binary one, that leaves an integer; else in the
   * largest decimal unit that is not above the amount.
   */
  static String text(BigDecimal amount, Dimension dimension) {
    switch (dimension) {
      case NUMBER:
        return plain(amount);
      case SHARE:
        return plain(amount.movePointRight(2)) + "%";
      case PACKETS:
        return plain(amount) + " packets";
      default:
    }
    ImmutableList<Unit> scales = SCALES.get(dimension);
    Unit base = scales.get(scales.size() - 1);
    if (amount.signum() == 0) {
      return "0" + (dimension == Dimension.TIME ? Unit.S : base).symbol();
    }
    for (Unit scale : scales) {
      if (scale != base && isMultiple(amount, scale)) {
        return in(scale, amount);
      }
    }
    for (Unit scale : List.of(Unit.GIB, Unit.MIB, Unit.KIB)) {
      if (dimension == Dimension.SIZE && isMultiple(amount, scale)) {
        return in(scale, amount);
      }
    }
    if (isMultiple(amount, base)) {
      return in(base, amount);
    }
    for (Unit scale : scales) {
      if (scale.factor().compareTo(amount.abs()) <= 0) {
        return in(scale, amount);
      }
    }
    return in(base, amount);
  }

  private static boolean isMultiple(BigDecimal amount, Unit unit) {
    return amount.remainder(unit.factor()).signum() == 0;
  }

  private static String in(Unit unit, BigDecimal amount) {
    return plain(amount.divide(unit.factor(), PRECISION)) + unit.symbol();
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
