package io.lockstep.engine.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A packet that a scenario puts into the network.
 *
 * @param wire as {@link Wires} counts
 * @param direction of the wire into which it goes
 * @param direct whether it is handed to the netdev at the end of that direction at once, instead of
 *     being sent into the wire
 * @param parts its headers, from the outermost on
 * @param defaults what is put into fields that are left out
 */
public record InjectSpec(
    int wire,
    int direction,
    boolean direct,
    ImmutableList<PacketPart> parts,
    Defaults defaults,
    Source source) {
  /**
   * Addresses.
   *
   * @param sourceMac of the netdev that would have sent it
   * @param targetMac of the netdev to which it goes
   * @param source4 of the former, IPv4
   * @param target4 of the latter
   * @param source6 likewise, IPv6
   * @param target6 of the latter
   * @param neighbours the Ethernet addresses of the netdevs on this wire, by their IP addresses
   */
  public record Defaults(
      long sourceMac,
      long targetMac,
      Optional<InetAddress> source4,
      Optional<InetAddress> target4,
      Optional<InetAddress> source6,
      Optional<InetAddress> target6,
      ImmutableMap<InetAddress, Long> neighbours) {}
}
