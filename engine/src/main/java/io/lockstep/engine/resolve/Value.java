package io.lockstep.engine.resolve;

import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.Prefix;
import io.lockstep.grammar.ast.Dimension;
import java.math.BigDecimal;
import java.net.InetAddress;

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
   * @param dimension what it counts
   */
  record Quantity(BigDecimal amount, Dimension dimension) implements Value {
    static Quantity of(long amount) {
      return new Quantity(BigDecimal.valueOf(amount), Dimension.NUMBER);
    }

    @Override
    public String text() {
      return Quantities.text(amount, dimension);
    }

    @Override
    public String kind() {
      return dimension.description();
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
