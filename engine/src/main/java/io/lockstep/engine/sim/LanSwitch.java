package io.lockstep.engine.sim;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The ideal cut-through switch in the middle of a LAN: it passes a frame on while it still arrives,
 * to the port where the destination's MAC address was seen last as a source. What is addressed to
 * nobody it knows, to all or to many goes to all other ports, in their order. An entry has no age,
 * and moves when its address shows up at another port; all are forgotten when the LAN goes down.
 */
final class LanSwitch {
  /** What {@link #route} says of a frame for all ports but its own. */
  static final int FLOOD = -1;

  private static final int GROUP_BIT = 1;

  /** From the switch to the members, by port. */
  final LinkDirection[] down;

  private final Map<Long, Integer> table = new HashMap<>();

  LanSwitch(int ports) {
    down = new LinkDirection[ports];
  }

  /**
   * Learns where a frame comes from, and says where it goes.
   *
   * @param memory holds it at {@code at}
   * @param port at which it arrives
   * @return a port, perhaps the same one: then it goes nowhere; or {@link #FLOOD}
   */
  int route(ByteBuffer memory, int at, int port) {
    if ((memory.get(at + 6) & GROUP_BIT) == 0) {
      table.put(address(memory, at + 6), port);
    }
    if ((memory.get(at) & GROUP_BIT) != 0) {
      return FLOOD;
    }
    return table.getOrDefault(address(memory, at), FLOOD);
  }

  private static long address(ByteBuffer memory, int at) {
    return (memory.getInt(at) & 0xffffffffL) << 16 | (memory.getShort(at + 4) & 0xffff);
  }

  void forget() {
    table.clear();
  }
}
