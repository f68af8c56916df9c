package io.lockstep.engine.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers everything that carries frames: the links by their index, then the ports of all LANs. Of
 * a link, direction 0 leads from end {@code a} to end {@code b}; of a port, direction 0 leads from
 * the node to the switch. Direction 1 is the other way.
 */
public final class Wires {
  private record Port(LanSpec lan, int number) {}

  private final ScenarioCase scenario;
  private final List<Port> ports = new ArrayList<>();
  private final int[] firstOfLan;

  /** The wires of a scenario. */
  public Wires(ScenarioCase scenario) {
    this.scenario = scenario;
    this.firstOfLan = new int[scenario.lans().size()];
    for (LanSpec lan : scenario.lans()) {
      firstOfLan[lan.index()] = count();
      for (int i = 0; i < lan.ports().size(); i++) {
        ports.add(new Port(lan, i));
      }
    }
  }

  public int count() {
    return scenario.links().size() + ports.size();
  }

  /** The number of a LAN's port. */
  public int ofPort(int lan, int port) {
    return firstOfLan[lan] + port;
  }

  public boolean isLink(int wire) {
    return wire < scenario.links().size();
  }

  /** The LAN of a wire that is no link. */
  public LanSpec lan(int wire) {
    return ports.get(wire - scenario.links().size()).lan();
  }

  /** The index within its LAN of a wire that is no link. */
  public int port(int wire) {
    return ports.get(wire - scenario.links().size()).number();
  }

  /** The netdev at the beginning of direction 0, or, of a link, of direction 1. */
  public LinkEnd end(int wire, int direction) {
    return isLink(wire)
        ? scenario.links().get(wire).end(direction)
        : lan(wire).ports().get(port(wire)).end();
  }

  public DirectionSpec direction(int wire, int direction) {
    if (isLink(wire)) {
      return scenario.links().get(wire).direction(direction);
    }
    LanPort port = lan(wire).ports().get(port(wire));
    return direction == 0 ? port.up() : port.down();
  }

  /** {@code link core}, {@code lan office}. */
  public String describe(int wire) {
    return isLink(wire)
        ? "link " + scenario.links().get(wire).name()
        : "lan " + lan(wire).name();
  }
}
