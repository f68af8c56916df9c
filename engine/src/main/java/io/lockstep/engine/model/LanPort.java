package io.lockstep.engine.model;

/**
 * Where a node is connected to a LAN's switch.
 *
 * @param end the node's netdev
 * @param up from the node to the switch: queue and serialisation; no delay as a rule
 * @param down from the switch to the node
 */
public record LanPort(LinkEnd end, DirectionSpec up, DirectionSpec down) {
  /** A port with the properties of the whole LAN. */
  public static LanPort of(LinkEnd end, DirectionSpec properties) {
    DirectionSpec up =
        new DirectionSpec(
            properties.rateBitsPerSecond(),
            0,
            0,
            properties.queuePackets(),
            properties.queueBytes());
    return new LanPort(end, up, properties);
  }
}
