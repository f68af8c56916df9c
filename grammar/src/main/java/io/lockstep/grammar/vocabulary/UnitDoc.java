package io.lockstep.grammar.vocabulary;

import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Unit;
import java.math.BigDecimal;
import java.util.Locale;

/** Explains units and quantities. */
public final class UnitDoc {
  private UnitDoc() {}

  /** What a unit is: {@code a time; 1ms is 1,000,000 ns}. */
  public static String of(Unit unit) {
    String what = unit.dimension().description();
    return unit.factor().equals(BigDecimal.ONE)
        ? what + "; the base unit"
        : what + "; 1" + unit.symbol() + " is " + inBase(unit.factor(), unit.dimension());
  }

  /** What a quantity amounts to: {@code a time: 20,000,000 ns}. */
  public static String of(Expression.Quantity quantity) {
    Dimension dimension = quantity.unit().dimension();
    return dimension.description() + ": " + inBase(quantity.inBaseUnit(), dimension);
  }

  private static String inBase(BigDecimal value, Dimension dimension) {
    String digits = grouped(value.stripTrailingZeros());
    return switch (dimension) {
      case NUMBER -> digits;
      case SHARE -> digits + " of 1";
      case TIME -> digits + " ns";
      case RATE -> digits + " bit/s";
      case SIZE -> digits + " bytes";
      case PACKETS -> digits + " packets";
    };
  }

  private static String grouped(BigDecimal value) {
    return String.format(Locale.ROOT, "%,." + Math.max(0, value.scale()) + "f", value);
  }
}
