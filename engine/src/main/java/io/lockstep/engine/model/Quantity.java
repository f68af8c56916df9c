package io.lockstep.engine.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as people read them, with the scenario language's units: {@code 20.000448 ms}, {@code 10
 * MB}, {@code 9.53 mbit}. The same on every Java version and locale.
 */
public final class Quantity {
  private static final int DECIMALS = 3;

  private Quantity() {}

  /** A virtual time or duration. */
  public static String time(long ns) {
    return exact(ns, Unit.TIME);
  }

  /**
   * With the digits that matter: whole nanoseconds, bytes and bits per second are shown as they
   * are, fractions of these with three decimals.
   */
  public static String of(double value, Unit unit) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return exact(value, unit);
    }
    return scaled(decimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN), unit);
  }

  /** With every digit. */
  public static String exact(double value, Unit unit) {
    if (Double.isNaN(value)) {
      return "nothing";
    } else if (Double.isInfinite(value)) {
      return value > 0 ? "infinity" : "-infinity";
    }
    return scaled(decimal(value), unit);
  }

  /** The shortest decimal number that means the same double. */
  public static BigDecimal decimal(double value) {
    BigDecimal whole = new BigDecimal(value);
    for (int digits = 15; digits < 17; digits++) {
      BigDecimal shorter = whole.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (shorter.doubleValue() == value) {
        return shorter;
      }
    }
    return whole.round(new MathContext(17, RoundingMode.HALF_EVEN));
  }

  private static String scaled(BigDecimal value, Unit unit) {
    return switch (unit) {
      case NONE -> plain(value);
      case TIME -> scaled(value, 3, " ns", " us", " ms", " s");
      case SIZE -> scaled(value, 3, " B", " KB", " MB", " GB");
      case RATE -> scaled(value, 3, " bit", " kbit", " mbit", " gbit");
      case SHARE -> plain(value.movePointRight(2)) + "%";
    };
  }

  private static String scaled(BigDecimal value, int step, String... units) {
    int unit = 0;
    BigDecimal rest = value;
    while (unit < units.length - 1 && rest.abs().compareTo(BigDecimal.valueOf(1000)) >= 0) {
      rest = rest.movePointLeft(step);
      unit++;
    }
    return plain(rest) + (value.signum() == 0 && units[0].equals(" ns") ? " s" : units[unit]);
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
