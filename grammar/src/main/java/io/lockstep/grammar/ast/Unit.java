package io.lockstep.grammar.ast;

import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** A unit as written behind a number. */
public enum Unit {
  /** No unit at all. */
  NONE("", Dimension.NUMBER, "1"),
  /** Nanoseconds. */
  NS("ns", Dimension.TIME, "1"),
  /** Microseconds. */
  US("us", Dimension.TIME, "1000"),
  /** Milliseconds. */
  MS("ms", Dimension.TIME, "1000000"),
  /** Seconds. */
  S("s", Dimension.TIME, "1000000000"),
  /** Minutes. */
  MIN("min", Dimension.TIME, "60000000000"),
  /** Hours. */
  H("h", Dimension.TIME, "3600000000000"),
  /** Bits per second. */
  BIT("bit", Dimension.RATE, "1"),
  /** Thousands of bits per second. */
  KBIT("kbit", Dimension.RATE, "1000"),
  /** Millions of bits per second. */
  MBIT("mbit", Dimension.RATE, "1000000"),
  /** Thousands of millions of bits per second. */
  GBIT("gbit", Dimension.RATE, "1000000000"),
  /** Bytes. */
  B("B", Dimension.SIZE, "1"),
  /** 1000 bytes. */
  KB("KB", Dimension.SIZE, "1000"),
  /** 1000² bytes. */
  MB("MB", Dimension.SIZE, "1000000"),
  /** 1000³ bytes. */
  GB("GB", Dimension.SIZE, "1000000000"),
  /** 1024 bytes. */
  KIB("KiB", Dimension.SIZE, "1024"),
  /** 1024² bytes. */
  MIB("MiB", Dimension.SIZE, "1048576"),
  /** 1024³ bytes. */
  GIB("GiB", Dimension.SIZE, "1073741824"),
  /** Hundredths. */
  PERCENT("%", Dimension.SHARE, "0.01"),
  /** Frames; the only unit behind a space: {@code 64 packets}. */
  PACKETS("packets", Dimension.PACKETS, "1");

  private static final ImmutableMap<String, Unit> BY_SYMBOL =
      Arrays.stream(values()).collect(ImmutableMap.toImmutableMap(Unit::symbol, unit -> unit));

  private final String symbol;
  private final Dimension dimension;
  private final BigDecimal factor;

  Unit(String symbol, Dimension dimension, String factor) {
    this.symbol = symbol;
    this.dimension = dimension;
    this.factor = new BigDecimal(factor);
  }

  /** As written in a scenario; empty for {@link #NONE}. */
  public String symbol() {
    return symbol;
  }

  /** What it measures. */
  public Dimension dimension() {
    return dimension;
  }

  /** How many of the dimension's base unit (see {@link Dimension}) make one of this unit. */
  public BigDecimal factor() {
    return factor;
  }

  /** The unit written so; case matters. */
  public static Optional<Unit> of(String symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
  }
}
