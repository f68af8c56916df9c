package io.lockstep.engine.netlink.options;

import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.Quantity;
import io.lockstep.engine.model.Unit;
import io.lockstep.grammar.vocabulary.OptionType;
import io.lockstep.grammar.vocabulary.OptionWord;

/** Compares values with what an option takes. */
final class OptionCheck {
  private OptionCheck() {}

  /**
   * Lets values of the option's type and range pass.
   *
   * @throws OptionException for others
   */
  static void check(OptionWord option, OptionValue value) {
    if (value instanceof OptionValue.Several several && option.type().several()) {
      several.values().forEach(each -> checkOne(option, each));
    } else {
      checkOne(option, value);
    }
  }

  private static void checkOne(OptionWord option, OptionValue value) {
    boolean word =
        value instanceof OptionValue.Text text && option.words().contains(text.value());
    if (!word && !fits(option.type(), value)) {
      throw new OptionException(
          "option " + option.name() + " is " + describe(value) + ", expected "
              + option.expected());
    }
    if (value instanceof OptionValue.Number number) {
      checkRange(option, number);
    }
  }

  private static boolean fits(OptionType type, OptionValue value) {
    return switch (type) {
      case NUMBER, NUMBERS -> number(value, Unit.NONE) && whole(value);
      case PACKETS -> number(value, Unit.NONE) && whole(value);
      case TIME -> number(value, Unit.TIME);
      case SIZE, SIZES -> number(value, Unit.SIZE);
      case RATE -> number(value, Unit.RATE);
      case SHARE -> number(value, Unit.SHARE);
      case FLAG -> value instanceof OptionValue.Flag;
      case ADDRESS, ADDRESSES -> value instanceof OptionValue.Address;
      case PREFIX ->
          value instanceof OptionValue.Network || value instanceof OptionValue.Address;
      case MAC -> value instanceof OptionValue.Mac;
      case NETDEV, NETDEVS, NEW_NETDEV -> value instanceof OptionValue.Text;
      case WORD -> false;
    };
  }

  private static boolean number(OptionValue value, Unit unit) {
    return value instanceof OptionValue.Number number && number.unit() == unit;
  }

  private static boolean whole(OptionValue value) {
    return value instanceof OptionValue.Number number
        && number.value() == Math.rint(number.value());
  }

  private static void checkRange(OptionWord option, OptionValue.Number number) {
    double scale = number.unit() == Unit.SHARE ? 100 : 1;
    double value = number.value() * scale;
    if (value < option.min() || value > option.max()) {
      throw new OptionException(
          "option " + option.name() + " is " + describe(number) + ", expected a value from "
              + Quantity.exact(option.min() / scale, number.unit()) + " to "
              + Quantity.exact(option.max() / scale, number.unit()));
    }
  }

  static String describe(OptionValue value) {
    if (value instanceof OptionValue.Number number) {
      return Quantity.exact(number.value(), number.unit());
    } else if (value instanceof OptionValue.Text text) {
      return "\"" + text.value() + "\"";
    } else if (value instanceof OptionValue.Flag flag) {
      return flag.on() ? "on" : "off";
    } else if (value instanceof OptionValue.Network network) {
      return network.prefix().toString();
    } else if (value instanceof OptionValue.Mac) {
      return "a MAC address";
    } else if (value instanceof OptionValue.Several) {
      return "a list";
    }
    return value.toString();
  }
}
