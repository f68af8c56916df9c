package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Prefix;
import io.lockstep.grammar.ast.Dimension;
import io.lockstep.grammar.ast.Expression;
import io.lockstep.grammar.ast.Span;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Values of the sorts that networks need: addresses, prefixes, Ethernet addresses, MTUs. */
final class Constants {
  private static final int LEAST_MTU = 68;
  private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{1,2}(:[0-9a-fA-F]{1,2}){5}");
  private static final long GROUP_BIT = 1L << 40;

  private final Evaluator evaluator;

  Constants(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** A value with the expression it came from. */
  record Item(Value value, Expression expression) {
    Span span() {
      return expression.span();
    }
  }

  /** All values of a list, those of lists and ranges one by one. */
  List<Item> items(List<Expression> expressions, Scope scope) {
    List<Item> items = new ArrayList<>();
    for (Expression expression : expressions) {
      add(evaluator.evaluateOrWord(expression, scope), expression, items);
    }
    return items;
  }

  private static void add(Value value, Expression expression, List<Item> items) {
    if (value instanceof Value.Unknown) {
      throw Mistake.silent();
    } else if (value instanceof Value.Node) {
      // A word is not taken for a node where only words can stand.
      items.add(new Item(new Value.Text(value.text()), expression));
    } else if (value instanceof Value.Sequence list) {
      list.items().forEach(item -> add(item, expression, items));
    } else {
      items.add(new Item(value, expression));
    }
  }

  InetAddress address(Expression expression, Scope scope, String what) {
    Value value = evaluator.evaluateOrWord(expression, scope);
    if (value instanceof Value.Address address) {
      return address.address();
    }
    throw Mistake.at(
        expression.span(),
        "not-an-address",
        "expected " + what + ", found " + Evaluator.found(value));
  }

  /** The address of a netdev with its prefix length. */
  Prefix netdevAddress(Item item) {
    if (item.value() instanceof Value.Network network) {
      return network.prefix();
    }
    String better =
        item.value() instanceof Value.Address address
            ? "; did you mean '"
                + address.text()
                + (address.address().getAddress().length == 4 ? "/24" : "/64")
                + "'?"
            : "";
    throw Mistake.at(
        item.span(),
        "not-a-prefix",
        "expected an address with its prefix length such as 10.0.0.1/24, found "
            + Evaluator.found(item.value())
            + better);
  }

  /** A network; an address stands for itself alone. */
  Prefix network(Expression expression, Scope scope) {
    Value value = evaluator.evaluateOrWord(expression, scope);
    if (value instanceof Value.Network network) {
      return network.prefix().network();
    } else if (value instanceof Value.Address address) {
      return new Prefix(address.address(), address.address().getAddress().length * 8);
    }
    throw Mistake.at(
        expression.span(),
        "not-a-prefix",
        "expected a prefix such as 10.0.0.0/8, found " + Evaluator.found(value));
  }

  /** The Ethernet address of one host, 48 bits. */
  long mac(Expression expression, Scope scope) {
    return mac(new Item(evaluator.evaluateOrWord(expression, scope), expression));
  }

  long mac(Item item) {
    if (item.value() instanceof Value.Mac mac) {
      return mac.bits();
    }
    String text = item.value().text();
    if (!(item.value() instanceof Value.Text) || !MAC.matcher(text).matches()) {
      throw Mistake.at(
          item.span(),
          "not-a-mac",
          "expected a MAC address such as 02:00:00:00:00:01, found "
              + Evaluator.found(item.value()));
    }
    long bits = 0;
    for (String part : text.split(":")) {
      bits = bits << 8 | Integer.parseInt(part, 16);
    }
    return bits;
  }

  /** One that a netdev can have: neither zero nor that of a group. */
  long netdevMac(Item item) {
    long bits = mac(item);
    if (bits == 0 || (bits & GROUP_BIT) != 0) {
      throw Mistake.at(
          item.span(),
          "bad-mac",
          new Value.Mac(bits).text()
              + (bits == 0 ? " is no address" : " is the address of a group")
              + ", expected that of one netdev such as 02:00:00:00:00:01");
    }
    return bits;
  }

  /** In bytes. */
  int mtu(Expression expression, Scope scope, int most) {
    Value.Quantity mtu = evaluator.quantity(expression, scope);
    boolean fits = mtu.dimension() == Dimension.NUMBER || mtu.dimension() == Dimension.SIZE;
    boolean inRange =
        mtu.amount().compareTo(BigDecimal.valueOf(LEAST_MTU)) >= 0
            && mtu.amount().compareTo(BigDecimal.valueOf(most)) <= 0;
    if (!fits || !inRange) {
      throw Mistake.at(
          expression.span(),
          fits ? "out-of-range" : "wrong-unit",
          "expected an mtu within 68B.." + most + "B, found " + Evaluator.found(mtu));
    }
    return (int) Quantities.toLong(mtu);
  }

  /** A plain whole number within the bounds, which are included. */
  long whole(Expression expression, Scope scope, String what, long least, long most) {
    Value.Quantity number = evaluator.quantity(expression, scope);
    BigDecimal amount = number.amount();
    if (number.dimension() != Dimension.NUMBER
        || amount.remainder(BigDecimal.ONE).signum() != 0) {
      throw Mistake.at(
          expression.span(),
          "not-an-integer",
          "expected " + what + ", a whole number, found " + Evaluator.found(number));
    }
    if (amount.compareTo(BigDecimal.valueOf(least)) < 0
        || amount.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw Mistake.at(
          expression.span(),
          "out-of-range",
          "expected " + what + " within " + least + ".." + most + ", found " + number.text());
    }
    return amount.longValueExact();
  }

  /** A word such as the name of a netdev. */
  String word(Expression expression, Scope scope) {
    Value value = evaluator.evaluateOrWord(expression, scope);
    if (value instanceof Value.Text || value instanceof Value.Node) {
      return value.text();
    }
    throw Mistake.at(
        expression.span(), "wrong-value", "expected a word, found " + Evaluator.found(value));
  }
}
