package io.lockstep.engine.model;

/**
 * How a size or a time is chosen each time.
 *
 * @param a the value, the least, the mean or the shape
 * @param b the greatest of {@link Kind#UNIFORM}, the least of {@link Kind#PARETO}
 * @param c the greatest of {@link Kind#PARETO}
 */
public record Law(Kind kind, double a, double b, double c) {
  /** Kinds of distributions. */
  public enum Kind {
    CONSTANT,
    UNIFORM,
    EXPONENTIAL,
    /** Cut off at its greatest value. */
    PARETO
  }

  /** Always the same. */
  public static Law constant(double value) {
    return new Law(Kind.CONSTANT, value, 0, 0);
  }

  /** Whether it is always 0. */
  public boolean isZero() {
    return kind == Kind.CONSTANT && a == 0;
  }

  /** Upper bound of what it yields. */
  public double most() {
    return switch (kind) {
      case CONSTANT -> a;
      case UNIFORM -> b;
      case EXPONENTIAL -> Double.POSITIVE_INFINITY;
      case PARETO -> c;
    };
  }
}
