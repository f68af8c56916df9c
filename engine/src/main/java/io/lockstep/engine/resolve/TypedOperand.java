package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Operand;
import io.lockstep.grammar.ast.Dimension;

/**
 * An operand with its type.
 *
 * @param dimension null for text, and for a sysctl, which is text that may be a number
 * @param constant the value if it is known before the run, else null
 * @param ratio whether it is a quotient of equals, which a percentage may be compared with
 */
record TypedOperand(Operand operand, Dimension dimension, Value constant, boolean ratio) {
  boolean isText() {
    return dimension == null;
  }

  boolean isZero() {
    return constant instanceof Value.Quantity quantity
        && quantity.dimension() == Dimension.NUMBER
        && quantity.amount().signum() == 0;
  }
}
