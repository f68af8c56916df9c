package io.lockstep.engine.model;

import com.google.common.primitives.ImmutableLongArray;

/**
 * When a flow sends its next piece.
 *
 * @param rate bits per second while it sends; 0 for a trace
 * @param on of {@link Kind#ON_OFF}: nanoseconds that it sends
 * @param off likewise: nanoseconds that it is silent
 * @param times of {@link Kind#TRACE}: nanoseconds from the start, not decreasing
 * @param sizes likewise: bytes, as many
 */
public record Pace(
    Kind kind, long rate, Law on, Law off, ImmutableLongArray times, ImmutableLongArray sizes) {
  /** Kinds of paces. */
  public enum Kind {
    CONSTANT,
    /** Exponential gaps. */
    POISSON,
    ON_OFF,
    TRACE
  }

  /** A piece each {@code size * 8 / rate} seconds. */
  public static Pace constant(long rate) {
    return of(Kind.CONSTANT, rate);
  }

  /** Exponential gaps with that mean rate. */
  public static Pace poisson(long rate) {
    return of(Kind.POISSON, rate);
  }

  private static Pace of(Kind kind, long rate) {
    return new Pace(
        kind, rate, Law.constant(0), Law.constant(0), ImmutableLongArray.of(),
        ImmutableLongArray.of());
  }

  /** A constant rate during {@code on}, then silence during {@code off}, and so on. */
  public static Pace onOff(long rate, Law on, Law off) {
    return new Pace(
        Kind.ON_OFF, rate, on, off, ImmutableLongArray.of(), ImmutableLongArray.of());
  }

  /** What a trace says. */
  public static Pace trace(ImmutableLongArray times, ImmutableLongArray sizes) {
    return new Pace(Kind.TRACE, 0, Law.constant(0), Law.constant(0), times, sizes);
  }
}
