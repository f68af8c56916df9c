package io.lockstep.engine.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import io.lockstep.engine.model.Prefix;
import io.lockstep.grammar.ast.Dimension;
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

  /**
   * A literal Ethernet address.
   *
   * @param bits the 48 bits, first byte highest
   */
  record Mac(long bits) implements Value {
    @Override
    public String text() {
      StringBuilder text = new StringBuilder();
      for (int shift = 40; shift >= 0; shift -= 8) {
        text.append(String.format("%02x", bits >> shift & 0xff)).append(shift > 0 ? ":" : "");
      }
      return text.toString();
    }

    @Override
    public String kind() {
      return "a MAC address";
    }
  }

  /** True or false. */
  record Truth(boolean holds) implements Value {
    @Override
    public String text() {
      return Boolean.toString(holds);
    }

    @Override
    public String kind() {
      return "a truth value";
    }
  }

  /** Values in their order. */
  record Sequence(ImmutableList<Value> items) implements Value {
    @Override
    public String text() {
      return items.stream().map(Value::text).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A node; whether it has been defined shows where it is used.
   *
   * @param name in full
   */
  record Node(Names.Full name) implements Value {
    @Override
    public String text() {
      return name.toString();
    }

    @Override
    public String kind() {
      return "a node";
    }
  }

  /**
   * A packet that is seen during the run.
   *
   * @param number under which it is remembered
   */
  record Packet(String name, int number) implements Value {
    @Override
    public String text() {
      return name;
    }

    @Override
    public String kind() {
      return "a packet";
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
