package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import java.net.InetAddress;

/**
 * A header of a packet to be made or changed, or a field or an option of one.
 *
 * @param name as {@code PacketParts} of the grammar lists it
 * @param values what stands behind the name
 * @param parts what stands in the block; empty without one
 */
public record PacketPart(String name, ImmutableList<Value> values, ImmutableList<PacketPart> parts) {
  /** What a field gets. */
  public sealed interface Value {}

  /** A number, perhaps one that is taken from a packet seen before. */
  public record Number(PacketValue value) implements Value {}

  /** {@code 1001..2001}. */
  public record Range(PacketValue from, PacketValue to) implements Value {}

  /** Two digits for each byte. */
  public record Bytes(String hex) implements Value {}

  /** A text. */
  public record Text(String text) implements Value {}

  /** A word such as {@code echo}. */
  public record Word(String word) implements Value {}

  /** An IP address. */
  public record Address(InetAddress address) implements Value {}

  /** An IP address with a length. */
  public record Network(Prefix prefix) implements Value {}

  /** An Ethernet address, in the low 48 bits. */
  public record Mac(long bits) implements Value {}

  /** A time, in nanoseconds. */
  public record Time(long ns) implements Value {}

  /** A size, in bytes. */
  public record Size(long bytes) implements Value {}

  /** A whole packet that was seen before. */
  public record Packet(int number, String shown) implements Value {}
}
