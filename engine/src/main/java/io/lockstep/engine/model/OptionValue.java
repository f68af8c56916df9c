package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;

/** The value of a device's or qdisc's option. */
public sealed interface OptionValue {
  /**
   * A number in the base unit of its dimension: nanoseconds, bytes, bit/s, a share of 1, or a
   * plain number.
   */
  record Number(double value, Unit unit) implements OptionValue {}

  /** A word such as {@code 802.3ad}, or a netdev's name. */
  record Text(String value) implements OptionValue {}

  /** {@code on} or {@code off}. */
  record Flag(boolean on) implements OptionValue {}

  record Address(InetAddress address) implements OptionValue {
    @Override
    public String toString() {
      return InetAddresses.toAddrString(address);
    }
  }

  record Network(Prefix prefix) implements OptionValue {}

  /** A 48-bit Ethernet address in the low bits. */
  record Mac(long bits) implements OptionValue {}

  /** Several values: {@code ports eth0, eth1}. */
  record Several(ImmutableList<OptionValue> values) implements OptionValue {}
}
