package io.lockstep.engine.sim;

import io.lockstep.engine.model.LinkEnd;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.Wires;
import io.lockstep.engine.sim.LinkDirection.Plug;

/** Makes the links and LANs of a scenario between its nodes. */
final class Wiring {
  private Wiring() {}

  /** All directions, by number, connected with the nodes that send into them. */
  static LinkDirection[] connect(ScenarioCase scenario, SimulatedNode[] nodes) {
    Wires wires = new Wires(scenario);
    LinkDirection[] directions = new LinkDirection[2 * wires.count()];
    LanSwitch[] switches =
        scenario.lans().stream()
            .map(lan -> new LanSwitch(lan.ports().size()))
            .toArray(LanSwitch[]::new);
    for (int wire = 0; wire < wires.count(); wire++) {
      if (wires.isLink(wire)) {
        link(scenario, wires, wire, nodes, directions);
      } else {
        LanSwitch lan = switches[wires.lan(wire).index()];
        port(scenario, wires, wire, lan, nodes, directions);
      }
    }
    return directions;
  }

  private static void link(
      ScenarioCase scenario,
      Wires wires,
      int wire,
      SimulatedNode[] nodes,
      LinkDirection[] directions) {
    for (int direction = 0; direction < 2; direction++) {
      LinkEnd from = wires.end(wire, direction);
      LinkEnd to = wires.end(wire, 1 - direction);
      LinkDirection d =
          LinkDirection.toNode(
              wire,
              direction,
              new Plug(nodes[from.node()], from.device()),
              new Plug(nodes[to.node()], to.device()),
              wires.direction(wire, direction),
              new StreamFactory(
                  scenario.seed(), "link", scenario.links().get(wire).name(), direction));
      directions[d.number()] = d;
      nodes[from.node()].connect(from.device(), d);
      nodes[from.node()].wire(from.device(), d);
    }
  }

  private static void port(
      ScenarioCase scenario,
      Wires wires,
      int wire,
      LanSwitch lan,
      SimulatedNode[] nodes,
      LinkDirection[] directions) {
    LinkEnd end = wires.end(wire, 0);
    int port = wires.port(wire);
    SimulatedNode node = nodes[end.node()];
    Plug plug = new Plug(node, end.device());
    // By the member's name: further members change nothing about the others.
    String name = wires.lan(wire).name() + "/" + node.spec.name() + "." + end.netdev();
    LinkDirection up =
        LinkDirection.toSwitch(
            wire,
            plug,
            lan,
            port,
            wires.direction(wire, 0),
            new StreamFactory(scenario.seed(), "lan", name, 0));
    LinkDirection down =
        LinkDirection.toNode(
            wire,
            1,
            Plug.NONE,
            plug,
            wires.direction(wire, 1),
            new StreamFactory(scenario.seed(), "lan", name, 1));
    directions[up.number()] = up;
    directions[down.number()] = down;
    lan.down[port] = down;
    node.connect(end.device(), up);
  }
}
