package io.lockstep.engine.netlink.options;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.Quantity;
import java.util.Map;

/** Takes values apart that have been checked. */
public final class Values {
  private static final double UINT32_MAX = 4294967295.0;

  private Values() {}

  public static double number(OptionValue value) {
    return ((OptionValue.Number) value).value();
  }

  /** Rounded to the nearest. */
  public static long whole(OptionValue value) {
    return Math.round(number(value));
  }

  public static String text(OptionValue value) {
    return ((OptionValue.Text) value).value();
  }

  public static boolean on(OptionValue value) {
    return ((OptionValue.Flag) value).on();
  }

  public static boolean isWord(OptionValue value) {
    return value instanceof OptionValue.Text;
  }

  /** The bytes of an address in network order. */
  public static byte[] address(OptionValue value) {
    return ((OptionValue.Address) value).address().getAddress();
  }

  /** A prefix; an address alone has all of its bits. */
  public static Prefix prefix(OptionValue value) {
    if (value instanceof OptionValue.Address address) {
      return new Prefix(address.address(), address.address().getAddress().length * 8);
    }
    return ((OptionValue.Network) value).prefix();
  }

  /** The six bytes of an Ethernet address. */
  public static byte[] mac(long bits) {
    byte[] bytes = new byte[6];
    for (int i = 0; i < 6; i++) {
      bytes[i] = (byte) (bits >>> 8 * (5 - i));
    }
    return bytes;
  }

  public static ImmutableList<OptionValue> several(OptionValue value) {
    return value instanceof OptionValue.Several several
        ? several.values()
        : ImmutableList.of(value);
  }

  /**
   * A time in the kernel's unit.
   *
   * @param unitNs nanoseconds of the unit
   * @throws OptionException if it is no whole number of them
   */
  public static long time(String option, OptionValue value, long unitNs) {
    long ns = whole(value);
    if (ns % unitNs != 0) {
      throw new OptionException(
          "option " + option + " is " + Quantity.time(ns) + ", expected a multiple of "
              + Quantity.time(unitNs));
    }
    return ns / unitNs;
  }

  /** A rate in bytes per second, rounded down as tc(8) does. */
  public static long bytesPerSecond(OptionValue value) {
    return (long) (number(value) / 8);
  }

  /** A share as a 32-bit fraction, as tc(8) computes it for netem. */
  public static long fraction(OptionValue value) {
    return (long) Math.rint(number(value) * UINT32_MAX);
  }

  /** The number that stands for a word. */
  public static int word(OptionValue value, Map<String, Integer> numbers) {
    return numbers.get(text(value));
  }

  /** The value of an option that may be absent. */
  public static double orElse(Map<String, OptionValue> values, String option, double otherwise) {
    OptionValue value = values.get(option);
    return value == null ? otherwise : number(value);
  }

  /** Whether a flag is given and on. */
  public static boolean isOn(Map<String, OptionValue> values, String option) {
    return values.get(option) instanceof OptionValue.Flag flag && flag.on();
  }
}
