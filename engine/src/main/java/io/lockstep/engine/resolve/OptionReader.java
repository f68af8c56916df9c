package io.lockstep.engine.resolve;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.OptionValue;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.resolve.Value.Quantity;
import io.lockstep.grammar.Suggestions;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.Span;
import io.lockstep.grammar.vocabulary.OptionType;
import io.lockstep.grammar.vocabulary.OptionWord;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;

/** Reads the values of options by the types of the vocabulary. */
final class OptionReader {
  private static final ImmutableSet<String> ON = ImmutableSet.of("on", "true", "yes");
  private static final ImmutableSet<String> OFF = ImmutableSet.of("off", "false", "no");
  private static final int PERCENT = 100;

  private final Evaluator evaluator;
  private final Constants constants;

  OptionReader(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.constants = new Constants(evaluator);
  }

  /** The value that an option was given; netdevs are not looked up. */
  OptionValue read(Setting.Option option, OptionWord word, Scope scope) {
    if (word.type().several()) {
      ImmutableList.Builder<OptionValue> values = ImmutableList.builder();
      for (Constants.Item item : constants.items(option.values(), scope)) {
        values.add(one(item, word));
      }
      return new OptionValue.Several(values.build());
    }
    return one(single(option, word, scope), word);
  }

  /** All values of an option. */
  List<Constants.Item> items(Setting.Option option, Scope scope) {
    return constants.items(option.values(), scope);
  }

  /** The only value of an option. */
  Constants.Item single(Setting.Option option, OptionWord word, Scope scope) {
    List<Constants.Item> items = constants.items(option.values(), scope);
    if (items.size() != 1) {
      Span span = option.values().get(Math.min(1, option.values().size() - 1)).span();
      throw Mistake.at(
          span,
          "not-one",
          "'" + option.name() + "' takes one value, expected " + word.expected());
    }
    return items.get(0);
  }

  private OptionValue one(Constants.Item item, OptionWord word) {
    boolean text = item.value() instanceof Value.Text;
    if (text && word.type() != OptionType.FLAG && word.words().contains(item.value().text())) {
      return new OptionValue.Text(item.value().text());
    }
    return switch (word.type()) {
      case NUMBER, NUMBERS -> number(item, word, Dimension.NUMBER);
      case TIME -> number(item, word, Dimension.TIME);
      case SIZE, SIZES -> number(item, word, Dimension.SIZE);
      case RATE -> number(item, word, Dimension.RATE);
      case SHARE -> number(item, word, Dimension.SHARE);
      case PACKETS -> packets(item, word);
      case FLAG -> flag(item, word);
      case WORD -> throw wrongWord(item, word);
      case ADDRESS, ADDRESSES -> address(item, word);
      case PREFIX -> new OptionValue.Network(prefix(item, word));
      case MAC -> new OptionValue.Mac(constants.mac(item));
      case NETDEV, NETDEVS, NEW_NETDEV -> {
        if (!text) {
          throw wrong(item, word);
        }
        yield new OptionValue.Text(item.value().text());
      }
    };
  }

  private OptionValue number(Constants.Item item, OptionWord word, Dimension dimension) {
    if (!(item.value() instanceof Quantity quantity)) {
      throw item.value() instanceof Value.Text && !word.words().isEmpty()
          ? wrongWord(item, word)
          : wrong(item, word);
    }
    boolean zero =
        quantity.dimension() == Dimension.NUMBER && quantity.amount().signum() == 0;
    if (quantity.dimension() != dimension && !zero) {
      throw Mistake.at(
          item.span(),
          "wrong-unit",
          "expected "
              + word.expected()
              + ", found "
              + Evaluator.found(quantity)
              + Evaluator.unitSuggestion(item.expression(), quantity, dimension));
    }
    boolean whole = quantity.amount().remainder(BigDecimal.ONE).signum() == 0;
    if (dimension == Dimension.NUMBER && !whole) {
      throw wrong(item, word);
    }
    return inRange(item, word, new Quantity(quantity.amount(), dimension));
  }

  private OptionValue packets(Constants.Item item, OptionWord word) {
    if (!(item.value() instanceof Quantity quantity)) {
      throw wrong(item, word);
    }
    boolean fits =
        quantity.dimension() == Dimension.PACKETS || quantity.dimension() == Dimension.NUMBER;
    if (!fits || quantity.amount().remainder(BigDecimal.ONE).signum() != 0) {
      throw Mistake.at(
          item.span(),
          "wrong-unit",
          "expected a number of packets such as 100 packets, found " + Evaluator.found(quantity));
    }
    return inRange(item, word, new Quantity(quantity.amount(), Dimension.PACKETS));
  }

  private static OptionValue inRange(Constants.Item item, OptionWord word, Quantity quantity) {
    Dimension dimension = quantity.dimension();
    BigDecimal scale =
        BigDecimal.valueOf(dimension == Dimension.SHARE ? PERCENT : 1);
    BigDecimal amount = quantity.amount().multiply(scale);
    BigDecimal min = BigDecimal.valueOf(word.min());
    BigDecimal max = BigDecimal.valueOf(word.max());
    if (amount.compareTo(min) < 0 || amount.compareTo(max) > 0) {
      throw Mistake.at(
          item.span(),
          "out-of-range",
          "expected "
              + word.name()
              + " within "
              + Quantities.text(min.divide(scale), dimension)
              + ".."
              + Quantities.text(max.divide(scale), dimension)
              + ", found "
              + quantity.text());
    }
    return new OptionValue.Number(
        quantity.amount().doubleValue(), Quantities.modelUnit(dimension));
  }

  private static OptionValue flag(Constants.Item item, OptionWord word) {
    String text = item.value().text();
    boolean quantity = item.value() instanceof Quantity;
    if (!quantity && ON.contains(text)) {
      return new OptionValue.Flag(true);
    } else if (!quantity && OFF.contains(text)) {
      return new OptionValue.Flag(false);
    } else if (!quantity && word.words().contains(text)) {
      return new OptionValue.Text(text);
    }
    throw wrong(item, word);
  }

  private static OptionValue address(Constants.Item item, OptionWord word) {
    if (item.value() instanceof Value.Address address) {
      return new OptionValue.Address(address.address());
    }
    throw wrong(item, word);
  }

  private static Prefix prefix(Constants.Item item, OptionWord word) {
    if (item.value() instanceof Value.Network network) {
      return network.prefix();
    } else if (item.value() instanceof Value.Address address) {
      return new Prefix(address.address(), address.address().getAddress().length * 8);
    }
    throw wrong(item, word);
  }

  private static Mistake wrongWord(Constants.Item item, OptionWord word) {
    return Mistake.at(
        item.span(),
        "wrong-value",
        "expected "
            + word.expected()
            + ", found '"
            + item.value().text()
            + "'"
            + near(item, word.words()));
  }

  private static Mistake wrong(Constants.Item item, OptionWord word) {
    return Mistake.at(
        item.span(),
        "wrong-value",
        "expected "
            + word.expected()
            + " for '"
            + word.name()
            + "', found "
            + (item.value() instanceof Value.Text
                ? "'" + item.value().text() + "'"
                : Evaluator.found(item.value())));
  }

  private static String near(Constants.Item item, Collection<String> words) {
    return item.value() instanceof Value.Text
        ? Suggestions.didYouMean(item.value().text(), words)
        : "";
  }
}
