package io.lockstep.engine.netlink.options;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/** The usual encoders; the first argument is always the attribute's number. */
public final class Encoders {
  private static final long U32 = 0xffffffffL;

  private Encoders() {}

  public static OptionEncoder u8(int attribute) {
    return (value, to) -> to.data().u8(attribute, (int) Values.whole(value));
  }

  public static OptionEncoder u16(int attribute) {
    return (value, to) -> to.data().u16(attribute, (int) Values.whole(value));
  }

  public static OptionEncoder be16(int attribute) {
    return (value, to) -> to.data().be16(attribute, (int) Values.whole(value));
  }

  public static OptionEncoder u32(int attribute) {
    return (value, to) -> to.data().u32(attribute, Values.whole(value));
  }

  public static OptionEncoder be32(int attribute) {
    return (value, to) -> to.data().be32(attribute, Values.whole(value));
  }

  public static OptionEncoder flag8(int attribute) {
    return (value, to) -> to.data().u8(attribute, Values.on(value) ? 1 : 0);
  }

  public static OptionEncoder flag32(int attribute) {
    return (value, to) -> to.data().u32(attribute, Values.on(value) ? 1 : 0);
  }

  /** A time as a 32-bit number of units. */
  public static OptionEncoder time32(int attribute, String option, long unitNs) {
    return (value, to) -> to.data().u32(attribute, Values.time(option, value, unitNs));
  }

  /** A rate as a 32-bit number of bytes per second; what is larger counts as no limit. */
  public static OptionEncoder rate32(int attribute) {
    return (value, to) ->
        to.data().u32(attribute, Math.min(Values.bytesPerSecond(value), U32));
  }

  /** Words as numbers: {@code words8(IFLA_X, "slow", 0, "fast", 1)}. */
  public static OptionEncoder words8(int attribute, Object... words) {
    Map<String, Integer> numbers = numbers(words);
    return (value, to) -> to.data().u8(attribute, Values.word(value, numbers));
  }

  public static OptionEncoder words16(int attribute, Object... words) {
    Map<String, Integer> numbers = numbers(words);
    return (value, to) -> to.data().u16(attribute, Values.word(value, numbers));
  }

  public static OptionEncoder wordsBe16(int attribute, Object... words) {
    Map<String, Integer> numbers = numbers(words);
    return (value, to) -> to.data().be16(attribute, Values.word(value, numbers));
  }

  public static OptionEncoder words32(int attribute, Object... words) {
    Map<String, Integer> numbers = numbers(words);
    return (value, to) -> to.data().u32(attribute, Values.word(value, numbers));
  }

  /** Words and their numbers in turn. */
  public static Map<String, Integer> numbers(Object... words) {
    ImmutableMap.Builder<String, Integer> map = ImmutableMap.builder();
    for (int i = 0; i < words.length; i += 2) {
      map.put((String) words[i], (Integer) words[i + 1]);
    }
    return map.buildOrThrow();
  }

  /** The index of a netdev. */
  public static OptionEncoder netdev(int attribute) {
    return (value, to) -> to.data().u32(attribute, to.ifindex(Values.text(value)));
  }

  /** The netdev below, as {@code IFLA_LINK}. */
  public static OptionEncoder link() {
    return (value, to) -> to.setLink(to.ifindex(Values.text(value)));
  }

  /** Netdevs that become ports. */
  public static OptionEncoder ports() {
    return (value, to) ->
        Values.several(value).forEach(port -> to.ports().add(Values.text(port)));
  }

  /** An IPv4 address only. */
  public static OptionEncoder ipv4(int attribute, String option) {
    return (value, to) -> to.data().bytes(attribute, family(option, Values.address(value), 4));
  }

  /** An IPv6 address only. */
  public static OptionEncoder ipv6(int attribute, String option) {
    return (value, to) -> to.data().bytes(attribute, family(option, Values.address(value), 16));
  }

  /** An address of either family. */
  public static OptionEncoder address(int ipv4, int ipv6) {
    return (value, to) -> {
      byte[] bytes = Values.address(value);
      to.data().bytes(bytes.length == 4 ? ipv4 : ipv6, bytes);
    };
  }

  /** Bits that are gathered in {@link Encoding#bits}. */
  public static OptionEncoder bit(int attribute, long bit) {
    return (value, to) -> to.addBits(attribute, Values.on(value) ? bit : 0);
  }

  private static byte[] family(String option, byte[] address, int length) {
    if (address.length != length) {
      throw new OptionException(
          "option " + option + " is an IPv" + (address.length == 4 ? 4 : 6)
              + " address, expected an IPv" + (length == 4 ? 4 : 6) + " address");
    }
    return address;
  }
}
