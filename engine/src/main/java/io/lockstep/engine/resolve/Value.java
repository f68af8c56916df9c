package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.Unit;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.stream.Collectors;

/** What an expression of a scenario evaluates to. */
sealed interface Value {
  /** As it reads in a scenario; also what {@code ${x}} and case names show. */
  String text();

  /** What it is, with an article, for messages: {@code a time}. */
  String kind();

  /**
   * A number.
   *
   * @param amount in the base unit: nanoseconds, bytes, bit/s, a share of 1, or a plain number
   * @param unit what it counts
   */
  record Quantity(BigDecimal amount, Unit unit) implements Value {
    static Quantity of(long amount) {
      return new Quantity(BigDecimal.valueOf(amount), Unit.NONE);
    }

    static Quantity of(long amount, Unit unit) {
      return new Quantity(BigDecimal.valueOf(amount), unit);
    }

    @Override
    public String text() {
      return Quantities.text(amount, unit);
    }

    @Override
    public String kind() {
      return Quantities.kind(unit);
    }
  }

  /** A string or a bare word. */
  record Text(String text) implements Value {
    @Override
    public String kind() {
      return "a text";
    }
  }

  /** A literal IP address. */
  record Address(InetAddress address) implements Value {
    @Override
    public String text() {
      return InetAddresses.toAddrString(address);
    }

    @Override
    public String kind() {
      return "an address";
    }
  }

  /** A literal IP address with a prefix length. */
  record Network(Prefix prefix) implements Value {
    @Override
    public String text() {
      return prefix.toString();
    }

    @Override
    public String kind() {
      return "a prefix";
    }
  }

  /** Several values, from a list or a range. */
  record Sequence(ImmutableList<Value> elements) implements Value {
    @Override
    public String text() {
      return elements.stream().map(Value::text).collect(Collectors.joining(","));
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** What remains after an error that has been reported: silences everything that follows. */
  record Unknown() implements Value {
    @Override
    public String text() {
      return "?";
    }

    @Override
    public String kind() {
      return "nothing";
    }
  }
}
